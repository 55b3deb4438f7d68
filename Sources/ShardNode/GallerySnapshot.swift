internal import Ground
internal import Indexing
internal import Vocabulary

/// A gallery as it was after one commit group. A search holds one, and nothing that it sees changes.
final class GallerySnapshot: Sendable {
    let record: GalleryRecord
    /// What is known of the fields' indexes and calibrations.
    let index: IndexRecord
    /// The sealed files below `view`; nil when nothing is sealed.
    let sealed: SealedIndex?
    let view: SegmentView
    /// Sequence number of the last change that the view shows.
    let sequence: UInt64
    /// Ids and versions of the view's ordinals; it grows behind them.
    let table: ItemTable
    let tags: TagDictionary
    /// Names the snapshot to who asks for more of what it answered. Stores that hold the same files and log name it
    /// the same, as they number their rows the same.
    let viewNumber: UInt64

    init(
        record: GalleryRecord, index: IndexRecord, sealed: SealedIndex?, view: SegmentView, sequence: UInt64,
        table: ItemTable, tags: TagDictionary
    ) {
        self.record = record
        self.index = index
        self.sealed = sealed
        self.view = view
        self.sequence = sequence
        self.table = table
        self.tags = tags
        let facts = [UInt64(record.number), record.createdMicroseconds, sequence, UInt64(view.count)]
        var hash = facts.reduce(UInt64(sealed?.segment.number ?? 0)) { Hash.xxh3($1, seed: $0) }
        for byte in sealed?.segment.rowsHash ?? [] { hash = Hash.xxh3(UInt64(byte), seed: hash) }
        // 0 stands for the newest.
        viewNumber = max(hash, 1)
    }

    var spec: GallerySpec { record.spec! }

    /// The living item with that id; nil when there is none.
    func ordinal(ofId id: String, idHash: UInt64) -> UInt32? {
        view.ordinals(ofIdHash: idHash).first { table.id($0) == id }
    }
}

extension GallerySnapshot {
    /// Returns when all of these are ordinals of the view.
    func check(_ ordinals: [UInt32]) throws(CallFailure) {
        guard let largest = ordinals.max(), Int(largest) >= view.count else { return }
        throw CallFailure(
            .invalidArgument, "unknown_ordinal", "the search's view has no such item", field: "ordinals",
            limit: Int64(view.count), value: Int64(largest))
    }
}
