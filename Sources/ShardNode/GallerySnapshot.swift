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
    }

    var spec: GallerySpec { record.spec! }

    /// The living item with that id; nil when there is none.
    func ordinal(ofId id: String, idHash: UInt64) -> UInt32? {
        view.ordinals(ofIdHash: idHash).first { table.id($0) == id }
    }
}
