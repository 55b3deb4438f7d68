internal import Ground
internal import Indexing
public import Routing
public import Vocabulary

/// The store of this process as one shard of a search.
public final class LocalShard: ShardPort {
    public let shard: UInt32
    let store: ShardStore

    /// - Parameter shard: the number under which it answers, from 0.
    public init(store: ShardStore, shard: UInt32 = 0) {
        self.store = store
        self.shard = shard
    }

    public func beginSearch(
        _ query: ShardQuery, in context: ShardContext
    ) throws(CallFailure) -> any ShardSearch {
        try context.check()
        let snapshot = try store.state(number: query.galleryNumber).checkedSnapshot()
        guard snapshot.sequence >= query.minSequence else {
            throw CallFailure(
                .unavailable, "sequence_not_reached",
                "gallery \(snapshot.spec.name) has reached sequence number \(snapshot.sequence)",
                field: "min_sequence", limit: Int64(clamping: query.minSequence),
                value: Int64(clamping: snapshot.sequence), retryAfterMicroseconds: 10_000)
        }
        return try LocalSearch(query, snapshot: snapshot, store: store, shard: shard, in: context)
    }

    public func vectors(
        ofItem id: String, inGallery galleryNumber: UInt32, in context: ShardContext
    ) throws(CallFailure) -> [[Float]?]? {
        try context.check()
        let snapshot = try store.state(number: galleryNumber).checkedSnapshot()
        let view = snapshot.view
        guard let ordinal = snapshot.ordinal(ofId: id, idHash: Hash.xxh3(id)) else { return nil }
        return view.layouts.indices.map { view.vector(field: $0, ordinal) }
    }
}
