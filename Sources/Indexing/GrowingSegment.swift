public import Kernels
internal import Vocabulary

/// Items in memory, in the order they came: exact vectors in half precision, tags, similar ids.
///
/// One thread writes; any number read through the views it publishes. Rows lie in chunks that never move, and a view
/// counts the rows it may read, so that appending disturbs no reader. A changed item is a new row and a deleted old
/// one.
public final class GrowingSegment {
    public let layouts: [FieldLayout]
    private let kernels: KernelSet
    private var chunks: [ChunkState] = []
    private var count = 0
    private var liveCount = 0
    private var fieldLiveCounts: [Int]
    private var table = OrdinalTable(entryCountMax: 0)
    /// An insertion that passes more taken slots than this makes the table anew, without deleted rows: one id that
    /// changes again and again would fill a stretch of it.
    private var stepCountMax = 256

    /// Ordinals are below this.
    static let rowCountMax = Int(UInt32.max)

    /// - Parameter layouts: one to `Limits.fieldCountMax` fields.
    public init(layouts: [FieldLayout], kernels: KernelSet = .best) {
        precondition(!layouts.isEmpty && layouts.count <= Limits.fieldCountMax, "\(layouts.count) fields")
        self.layouts = layouts
        self.kernels = kernels
        fieldLiveCounts = [Int](repeating: 0, count: layouts.count)
    }

    /// Adds an item, alive. Views see it once they were published after.
    ///
    /// - Parameter vectors: one per field, as `FieldLayout.encode` makes them; nil where the item has none.
    /// - Parameter tags: in any order.
    /// - Returns: the item's ordinal.
    /// - Throws: `.fieldCountMismatch`, `.dimensionMismatch`, `.componentNotFinite`, `.segmentFull`; nothing is added.
    public func append(
        idHash: UInt64, vectors: [[UInt16]?], tags: [UInt32] = [], similar: [UInt64] = []
    ) throws(IndexingError) -> UInt32 {
        try check(vectors)
        guard count < Self.rowCountMax else { throw .segmentFull(rowCountMax: Self.rowCountMax) }
        let ordinal = UInt32(count)
        let row = count % SegmentChunk.rowCount
        if row == 0 { chunks.append(ChunkState(chunk: SegmentChunk(layouts: layouts))) }
        let last = chunks.count - 1
        chunks[last].chunk.write(
            row: row, idHash: idHash, vectors: vectors, tags: Self.sortedOnce(tags), similar: similar)
        count += 1
        liveCount += 1
        var fields = chunks[last].fields
        for (field, vector) in vectors.enumerated() where vector != nil {
            fieldLiveCounts[field] += 1
            fields |= 1 << UInt16(field)
        }
        // Compared first: a write to shared state copies it.
        if fields != chunks[last].fields { chunks[last].fields = fields }
        if row == SegmentChunk.rowCount - 1 { chunks[last].postings = ChunkPostings(chunks[last].chunk) }
        enter(ordinal, idHash: idHash)
        return ordinal
    }

    /// Marks an item as deleted. Views published before still have it.
    ///
    /// - Returns: false when it was deleted already.
    @discardableResult
    public func delete(_ ordinal: UInt32) -> Bool {
        precondition(Int(ordinal) < count, "ordinal \(ordinal) of \(count)")
        let (place, row) = Int(ordinal).quotientAndRemainder(dividingBy: SegmentChunk.rowCount)
        if chunks[place].isDead(row) { return false }
        chunks[place].kill(row)
        liveCount -= 1
        let fields = unsafe chunks[place].chunk.records[row].fields
        for field in layouts.indices where fields >> UInt16(field) & 1 != 0 { fieldLiveCounts[field] -= 1 }
        return true
    }

    /// What a search may see: everything appended so far less everything deleted so far, for ever.
    ///
    /// Hand it to readers through a lock or a queue. Costs no copy; the next change copies what it touches.
    public func publish() -> SegmentView {
        SegmentView(
            layouts: layouts, kernels: kernels, chunks: chunks, count: count, liveCount: liveCount,
            fieldLiveCounts: fieldLiveCounts, table: table)
    }

    private func check(_ vectors: [[UInt16]?]) throws(IndexingError) {
        guard vectors.count == layouts.count else {
            throw .fieldCountMismatch(expected: layouts.count, found: vectors.count)
        }
        for (layout, vector) in zip(layouts, vectors) {
            guard let vector else { continue }
            guard vector.count == layout.dimension else {
                throw .dimensionMismatch(expected: layout.dimension, found: vector.count)
            }
            if let index = vector.firstIndex(where: { !Half.isFinite($0) }) { throw .componentNotFinite(index: index) }
        }
    }

    private func enter(_ ordinal: UInt32, idHash: UInt64) {
        if table.isFull {
            remakeTable()
        } else if table.insert(ordinal, idHash: idHash) > stepCountMax {
            let steps = remakeTable()
            // Living rows that share a slot stay together: do not remake the table for each of them.
            stepCountMax = max(stepCountMax, 2 * steps)
        }
    }

    /// Makes a table of all living rows with as much room again. Older views keep the older table.
    ///
    /// - Returns: the longest way an insertion took.
    @discardableResult
    private func remakeTable() -> Int {
        table = OrdinalTable(entryCountMax: 2 * liveCount)
        var steps = 0
        for (place, state) in chunks.enumerated() {
            let start = place * SegmentChunk.rowCount
            for row in 0..<min(SegmentChunk.rowCount, count - start) where !state.isDead(row) {
                let idHash = unsafe state.chunk.records[row].idHash
                steps = max(steps, table.insert(UInt32(start + row), idHash: idHash))
            }
        }
        return steps
    }

    private static func sortedOnce(_ tags: [UInt32]) -> [UInt32] {
        if zip(tags, tags.dropFirst()).allSatisfy({ $0 < $1 }) { return tags }
        var unique: [UInt32] = []
        for tag in tags.sorted() where unique.last != tag { unique.append(tag) }
        return unique
    }
}
