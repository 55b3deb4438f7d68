internal import Ground
internal import Indexing
internal import Kernels
internal import Vocabulary

/// A gallery in memory: what is searched, and what the committer needs to change it.
final class GalleryState: @unchecked Sendable {
    // Unchecked: `segment` and `sequence` belong to the committer's thread, and before that to the one that loads;
    // everybody else reads `current`.
    let number: UInt32
    let table = ItemTable()
    let tags = TagDictionary()
    /// Why the gallery is not served; nil for a sound one.
    let damage: CallFailure?
    private let segment: GrowingSegment
    /// The sequence number of the last change.
    private(set) var sequence: UInt64 = 0
    private let current: Guarded<GallerySnapshot>

    init(record: GalleryRecord, index: IndexRecord? = nil, kernels: KernelSet, damage: CallFailure? = nil) {
        number = record.number
        self.damage = damage
        segment = GrowingSegment(layouts: record.spec!.fields.map(\.layout), kernels: kernels)
        current = Guarded(
            GallerySnapshot(
                record: record, index: index ?? IndexRecord(gallery: record.number), view: segment.publish(),
                sequence: 0,
                table: table, tags: tags))
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
    var rowCount: Int { table.count }

    /// Adds an item that is durable, in place of the one written as `replaced`; 0 replaces none. Committer only.
    ///
    /// - Throws: when the vectors do not fit the fields, which a checked write never does.
    func put(
        id: String, idHash: UInt64, version: UInt64, replacing replaced: UInt64, vectors: [[UInt16]?],
        foldedTags: [String], similar: [UInt64]
    ) throws(IndexingError) {
        let ordinal = try segment.append(
            idHash: idHash, vectors: vectors, tags: tags.numbering(foldedTags), similar: similar)
        precondition(Int(ordinal) == table.count, "ordinals of segment and table run side by side")
        var presence: UInt16 = 0
        for (field, vector) in vectors.enumerated() where vector != nil { presence |= 1 << UInt16(field) }
        if replaced != 0 { remove(version: replaced) }
        table.append(id: id, version: version, presence: presence)
        sequence = max(sequence, version)
    }

    /// Takes away the item written as `replaced`, by the change `version`. Committer only.
    func delete(replacing replaced: UInt64, version: UInt64) {
        remove(version: replaced)
        sequence = max(sequence, version)
    }

    /// Sets where the sequence stands after loading.
    func resume(sequence: UInt64) {
        self.sequence = max(self.sequence, sequence)
    }

    private func remove(version: UInt64) {
        guard let ordinal = table.ordinal(ofVersion: version) else {
            preconditionFailure("version \(version) of gallery \(number) is in the store and not in memory")
        }
        segment.delete(ordinal)
    }

    /// Shows all changes so far to the next search. Committer only.
    func publish(record: GalleryRecord? = nil, index: IndexRecord? = nil) {
        let last = snapshot
        let next = GallerySnapshot(
            record: record ?? last.record, index: index ?? last.index, view: segment.publish(), sequence: sequence,
            table: table, tags: tags)
        current.withLock { $0 = next }
    }
}
