internal import Kernels
public import Quantization

/// A segment as it was at one moment. It never changes, and any thread may read it.
public struct SegmentView: Sendable {
    public let layouts: [FieldLayout]
    let kernels: KernelSet
    let base: SegmentBase
    let chunks: [ChunkState]
    /// Rows, deleted ones and the gap behind the sealed ones counted. Ordinals are below this.
    public let count: Int
    /// Items that are not deleted.
    public let liveCount: Int
    /// Sealed rows that are not deleted.
    let sealedLiveCount: Int
    private let fieldLiveCounts: [Int]
    let table: OrdinalTable
    /// Bytes of the lists of rows in memory: tags, attributes, similar ids.
    let listByteCount: Int

    init(
        layouts: [FieldLayout], kernels: KernelSet, base: SegmentBase, chunks: [ChunkState], count: Int,
        liveCount: Int, sealedLiveCount: Int, fieldLiveCounts: [Int], table: OrdinalTable,
        listByteCount: Int
    ) {
        self.layouts = layouts
        self.kernels = kernels
        self.base = base
        self.chunks = chunks
        self.count = count
        self.liveCount = liveCount
        self.sealedLiveCount = sealedLiveCount
        self.fieldLiveCounts = fieldLiveCounts
        self.table = table
        self.listByteCount = listByteCount
    }

    /// Items that are not deleted and have a vector in `field`.
    public func liveCount(field: Int) -> Int { fieldLiveCounts[field] }

    /// Rows that lie in a file; their ordinals are below this.
    public var sealedCount: Int { base.sealedCount }

    /// The first ordinal of the rows in memory: `sealedCount`, rounded up to a multiple of 4,096. The ordinals between
    /// are of no row and count as deleted.
    public var growingStart: Int { base.growingStart }

    /// False for ordinals of the gap behind the sealed rows, and for those not below `count`.
    public func hasRow(_ ordinal: UInt32) -> Bool {
        Int(ordinal) < count && (Int(ordinal) < sealedCount || Int(ordinal) >= growingStart)
    }

    /// What the field is searched with by codes; nil for a field that is exact.
    public func codebook(field: Int) -> Codebook? { base.codebooks[field] }

    /// True when candidates of a search by codes are compared by rows of bytes.
    public func hasByteRows(field: Int) -> Bool { base.codes[field]?.hasByteRows ?? false }

    /// The codes that `GrowingSegment.append` would make of items, for those that come to a segment with the same
    /// codebooks. Any thread may do it before the writer's turn.
    ///
    /// - Parameter items: of each a vector per field, as `FieldLayout.encode` makes them, or nil.
    public func encode(_ items: [[[UInt16]?]]) -> EncodedVectors {
        EncodedVectors(items, codebooks: base.codebooks, kernels: kernels)
    }

    /// The ordinals of all living items, ascending.
    public func liveOrdinals() -> [UInt32] {
        var ordinals: [UInt32] = []
        ordinals.reserveCapacity(liveCount)
        for (place, state) in chunks.enumerated() {
            let start = place * SegmentChunk.rowCount
            for row in 0..<rowCount(ofChunk: place) where !state.isDead(row) { ordinals.append(UInt32(start + row)) }
        }
        return ordinals
    }

    /// Rows of chunk `place` that this view counts and that there is memory for.
    func rowCount(ofChunk place: Int) -> Int {
        min(chunks[place].chunk.heldRowCount, count - place * SegmentChunk.rowCount)
    }

    /// The chunk and the row in it of an ordinal, which must be below `count`.
    func locate(_ ordinal: UInt32) -> (place: Int, row: Int) {
        precondition(Int(ordinal) < count, "ordinal \(ordinal) of \(count)")
        return (Int(ordinal) / SegmentChunk.rowCount, Int(ordinal) % SegmentChunk.rowCount)
    }
}

// What is known of one item.
extension SegmentView {
    public func isLive(_ ordinal: UInt32) -> Bool {
        let (place, row) = locate(ordinal)
        return !chunks[place].isDead(row)
    }

    /// The XXH3-64 of the item's id; 0 for an ordinal without a row.
    public func idHash(_ ordinal: UInt32) -> UInt64 {
        let (place, row) = locate(ordinal)
        guard row < chunks[place].chunk.heldRowCount else { return 0 }
        return unsafe chunks[place].chunk.idHashes[row]
    }

    /// Ascending, each once.
    public func tags(_ ordinal: UInt32) -> [UInt32] {
        let (place, row) = locate(ordinal)
        guard row < chunks[place].chunk.heldRowCount else { return [] }
        return unsafe Array(chunks[place].chunk.tags(row))
    }

    /// The attributes of an item in memory, whose ordinal is not below `growingStart`.
    public func growingAttributes(_ ordinal: UInt32) -> [AttributeEntry] {
        precondition(Int(ordinal) >= growingStart, "ordinal \(ordinal) is not from \(growingStart) on")
        let (place, row) = locate(ordinal)
        return unsafe Array(chunks[place].chunk.attributes(row))
    }

    /// False when no item lists similar ones.
    public var listsSimilar: Bool { growingStart < count || base.sealed?.listsSimilar ?? false }

    /// The hashes of the ids that the item lists as similar, in the order given.
    public func similar(_ ordinal: UInt32) -> [UInt64] {
        guard listsSimilar else { return [] }
        let (place, row) = locate(ordinal)
        guard row < chunks[place].chunk.heldRowCount else { return [] }
        return unsafe Array(chunks[place].chunk.similar(row))
    }

    /// A bit per field that the item has a vector in.
    public func presence(_ ordinal: UInt32) -> UInt16 {
        // Without a look at the row.
        if Int(ordinal) < sealedCount, let common = base.sealed?.commonPresence { return common }
        let (place, row) = locate(ordinal)
        return chunks[place].chunk.presence(row)
    }

    public func hasVector(field: Int, _ ordinal: UInt32) -> Bool {
        presence(ordinal) >> UInt16(field) & 1 != 0
    }

    /// The item's vector as it is stored, of unit length where the field is compared by cosine; nil when it has none.
    public func vector(field: Int, _ ordinal: UInt32) -> [Float]? {
        guard hasVector(field: field, ordinal) else { return nil }
        let (place, row) = locate(ordinal)
        return unsafe kernels.floats(
            Array(chunks[place].chunk.row(row, field: field).prefix(layouts[field].dimension)))
    }

    /// The living items whose id has this hash, the newest first. There is one at most, unless hashes collide: who
    /// knows the ids compares them.
    public func ordinals(ofIdHash idHash: UInt64) -> [UInt32] {
        var found: [UInt32] = []
        forEachOrdinal(ofIdHash: idHash) { found.append($0) }
        return found.sorted(by: >)
    }

    /// Calls `body` with each living item whose id has this hash, in no order.
    func forEachOrdinal(ofIdHash idHash: UInt64, _ body: (UInt32) -> Void) {
        base.sealed?.forEachOrdinal(ofIdHash: idHash) { ordinal in
            let (place, row) = locate(ordinal)
            if !chunks[place].isDead(row) { body(ordinal) }
        }
        table.forEachCandidate(idHash: idHash) { ordinal in
            guard Int(ordinal) < count else { return }
            let (place, row) = locate(ordinal)
            if unsafe chunks[place].chunk.idHashes[row] == idHash, !chunks[place].isDead(row) { body(ordinal) }
        }
    }
}
