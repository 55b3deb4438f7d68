internal import Ground
internal import Indexing
public import Vocabulary

extension ShardStore {
    public func sample(_ request: SampleItemsRequest, field: Int?) throws(CallFailure) -> SampleItemsResponse {
        let snapshot = try state(request.gallery).checkedSnapshot()
        let drawn = snapshot.drawn(Int(request.count), field: field, seed: request.seed)
        return SampleItemsResponse(ids: snapshot.table.ids(drawn.map(\.ordinal)))
    }
}

extension GallerySnapshot {
    /// Living items by chance: those whose ids' hashes have the least hash by `seed`, in the order of these.
    ///
    /// By hash and not by ordinal: where an item lies does not matter, nor how many shards there are.
    ///
    /// - Parameter field: that each must have; nil for any.
    func drawn(
        _ count: Int, field: Int?, seed: UInt64, isCancelled: () -> Bool = { false }
    ) -> [(key: UInt64, ordinal: UInt32)] {
        var drawn: [(key: UInt64, ordinal: UInt32)] = []
        for ordinal in view.liveOrdinals() {
            if let field, !view.hasVector(field: field, ordinal) { continue }
            drawn.append((Hash.xxh3(view.idHash(ordinal), seed: seed), ordinal))
            if drawn.count >= 4 * count + 1_024 {
                if isCancelled() { return [] }
                Self.cut(&drawn, count)
            }
        }
        Self.cut(&drawn, count)
        return drawn
    }

    private static func cut(_ drawn: inout [(key: UInt64, ordinal: UInt32)], _ count: Int) {
        drawn.sort { ($0.key, $0.ordinal) < ($1.key, $1.ordinal) }
        if drawn.count > count { drawn.removeSubrange(count...) }
    }
}
