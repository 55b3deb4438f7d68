internal import Ground
internal import Indexing
internal import Kernels
internal import Vocabulary

/// A gallery in memory: what is searched, and what the committer needs to change it.
final class GalleryState: @unchecked Sendable {
    // Unchecked: `segment`, `sequence` and `sealedDeadCount` belong to the committer's thread, and before that to the
    // one that loads or trains; everybody else reads `current`.
    let number: UInt32
    let table: ItemTable
    let tags: TagDictionary
    /// The sealed files that it stands on; nil when nothing is sealed.
    let sealed: SealedIndex?
    /// Why the gallery is not served; nil for a sound one.
    let damage: CallFailure?
    private let segment: GrowingSegment
    /// The sequence number of the last change.
    private(set) var sequence: UInt64 = 0
    /// Sealed rows whose items were changed or deleted since.
    private(set) var sealedDeadCount = 0
    private let current: Guarded<GallerySnapshot>

    init(
        record: GalleryRecord, index: IndexRecord? = nil, sealed: SealedIndex? = nil, kernels: KernelSet,
        damage: CallFailure? = nil
    ) {
        number = record.number
        self.damage = damage
        self.sealed = sealed
        segment = GrowingSegment(
            layouts: record.spec!.fields.map(\.layout), kernels: kernels, sealed: sealed?.rows,
            codes: sealed?.codes ?? [], codebooks: sealed?.codebooks ?? [])
        let view = segment.publish()
        table = ItemTable(sealed: sealed?.rows, growingStart: view.growingStart)
        tags = TagDictionary(sealed?.rows.tagNames ?? [])
        sequence = sealed?.segment.versionMax ?? 0
        current = Guarded(
            GallerySnapshot(
                record: record, index: index ?? IndexRecord(gallery: record.number), sealed: sealed, view: view,
                sequence: sequence, table: table, tags: tags))
    }

    /// The gallery as the next search sees it. Holds a lock for nanoseconds.
    var snapshot: GallerySnapshot { current.withLock { $0 } }

    /// The gallery as the next search sees it.
    ///
    /// - Throws: `DATA_LOSS` when it is damaged.
    func checkedSnapshot() throws(CallFailure) -> GallerySnapshot {
        if let damage { throw damage }
        return snapshot
    }

    /// Rows of the segment, deleted ones included. Committer only.
    var rowCount: Int { table.nextOrdinal }

    /// True when most rows in memory, and not few, are those of deleted items. Committer only.
    var isWorn: Bool {
        let growingLiveCount = snapshot.view.liveCount - ((sealed?.rows.count ?? 0) - sealedDeadCount)
        let deadCount = table.growingCount - growingLiveCount
        return deadCount >= Self.wornRowCountMin && deadCount > growingLiveCount
    }

    /// Rows of deleted items from which on a segment may be made anew.
    private static let wornRowCountMin = 65_536

    /// Adds an item that is durable, in place of the one written as `replaced`; 0 replaces none. Committer only.
    ///
    /// - Parameter codes: the codes of a batch in which it is number `item`, if they were made beforehand.
    /// - Throws: when the vectors do not fit the fields, which a checked write never does.
    func put(
        id: String, idHash: UInt64, version: UInt64, replacing replaced: UInt64, vectors: [[UInt16]?],
        foldedTags: [String], attributes: [AttributeEntry], similar: [UInt64], codes: EncodedVectors? = nil,
        item: Int = 0
    ) throws(IndexingError) {
        let ordinal = try segment.append(
            idHash: idHash, vectors: vectors, tags: tags.numbering(foldedTags), attributes: attributes,
            similar: similar, codes: codes, item: item)
        precondition(Int(ordinal) == table.nextOrdinal, "ordinals of segment and table run side by side")
        if replaced != 0 { bury(version: replaced) }
        table.append(id: id, version: version)
        sequence = max(sequence, version)
    }

    /// Takes away the item written as `replaced`, by the change `version`. Committer only.
    func delete(replacing replaced: UInt64, version: UInt64) {
        bury(version: replaced)
        sequence = max(sequence, version)
    }

    /// Sets where the sequence stands after loading or catching up.
    func resume(sequence: UInt64) {
        self.sequence = max(self.sequence, sequence)
    }

    /// Takes away the row written as `version`. Committer only.
    ///
    /// - Returns: false when there is no living one: the caller has seen to it that there is, or knows what that means.
    @discardableResult
    func bury(version: UInt64) -> Bool {
        guard let ordinal = table.ordinal(ofVersion: version), segment.delete(ordinal) else { return false }
        if let sealed, Int(ordinal) < sealed.rows.count { sealedDeadCount += 1 }
        return true
    }

    /// The segment a row of which has that version and is sealed; nil for a row in memory.
    func sealedSegment(ofVersion version: UInt64) -> UInt32? {
        guard let sealed, version <= sealed.segment.versionMax else { return nil }
        return sealed.segment.number
    }

    /// Shows all changes so far to the next search. Committer only.
    func publish(record: GalleryRecord? = nil, index: IndexRecord? = nil) {
        let last = snapshot
        let next = GallerySnapshot(
            record: record ?? last.record, index: index ?? last.index, sealed: sealed, view: segment.publish(),
            sequence: sequence, table: table, tags: tags)
        current.withLock { $0 = next }
    }
}
