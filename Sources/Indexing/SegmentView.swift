internal import Kernels

/// A segment as it was at one moment. It never changes, and any thread may read it.
public struct SegmentView: Sendable {
    public let layouts: [FieldLayout]
    let kernels: KernelSet
    let chunks: [ChunkState]
    /// Rows, deleted ones counted. Ordinals are below this.
    public let count: Int
    /// Items that are not deleted.
    public let liveCount: Int
    private let fieldLiveCounts: [Int]
    private let table: OrdinalTable

    init(
        layouts: [FieldLayout], kernels: KernelSet, chunks: [ChunkState], count: Int, liveCount: Int,
        fieldLiveCounts: [Int], table: OrdinalTable
    ) {
        self.layouts = layouts
        self.kernels = kernels
        self.chunks = chunks
        self.count = count
        self.liveCount = liveCount
        self.fieldLiveCounts = fieldLiveCounts
        self.table = table
    }

    /// Items that are not deleted and have a vector in `field`.
    public func liveCount(field: Int) -> Int { fieldLiveCounts[field] }

    /// Rows of chunk `place` that this view counts.
    func rowCount(ofChunk place: Int) -> Int {
        min(SegmentChunk.rowCount, count - place * SegmentChunk.rowCount)
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

    public func idHash(_ ordinal: UInt32) -> UInt64 {
        let (place, row) = locate(ordinal)
        return unsafe chunks[place].chunk.records[row].idHash
    }

    /// Ascending, each once.
    public func tags(_ ordinal: UInt32) -> [UInt32] {
        let (place, row) = locate(ordinal)
        return unsafe Array(chunks[place].chunk.records[row].tags)
    }

    /// The hashes of the ids that the item lists as similar, in the order given.
    public func similar(_ ordinal: UInt32) -> [UInt64] {
        let (place, row) = locate(ordinal)
        return unsafe Array(chunks[place].chunk.records[row].similar)
    }

    public func hasVector(field: Int, _ ordinal: UInt32) -> Bool {
        let (place, row) = locate(ordinal)
        return unsafe chunks[place].chunk.records[row].fields >> UInt16(field) & 1 != 0
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
        table.forEachCandidate(idHash: idHash) { ordinal in
            guard Int(ordinal) < count else { return }
            let (place, row) = locate(ordinal)
            if unsafe chunks[place].chunk.records[row].idHash == idHash, !chunks[place].isDead(row) { body(ordinal) }
        }
    }
}
