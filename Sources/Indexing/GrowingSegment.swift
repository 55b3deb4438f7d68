public import Kernels
public import Quantization
internal import Vocabulary

/// Items in the order they came: exact vectors in half precision, tags, similar ids, codes.
///
/// One thread writes; any number read through the views it publishes. Rows lie in chunks that never move, and a view
/// counts the rows it may read, so that appending disturbs no reader. A changed item is a new row and a deleted old
/// one. The first rows may be sealed ones, which lie in files; those in memory follow at the next multiple of 4,096.
public final class GrowingSegment {
    public let layouts: [FieldLayout]
    private let kernels: KernelSet
    private let base: SegmentBase
    /// Of the fields whose candidates are compared by rows of bytes.
    private let coders: [ByteCoder?]
    private var chunks: [ChunkState] = []
    /// Rows, deleted ones and the gap behind the sealed ones counted.
    private var count: Int
    private var liveCount: Int
    /// Living rows in memory.
    private var growingLiveCount = 0
    private var fieldLiveCounts: [Int]
    /// Bytes of the lists of rows in memory.
    private var listByteCount = 0
    private var table = OrdinalTable(entryCountMax: 0)
    /// An insertion that passes more taken slots than this makes the table anew, without deleted rows: one id that
    /// changes again and again would fill a stretch of it.
    private var stepCountMax = 256

    /// Ordinals are below this.
    static let rowCountMax = Int(UInt32.max)

    /// A segment without items.
    ///
    /// - Parameter layouts: one to `Limits.fieldCountMax` fields.
    public convenience init(layouts: [FieldLayout], kernels: KernelSet = .best) {
        self.init(layouts: layouts, kernels: kernels, sealed: nil, codes: [], codebooks: [])
    }

    /// A segment whose first items are those of `sealed`, all alive.
    ///
    /// A field is searched by codes when it has a codebook and its sealed rows have codes, if there are sealed rows;
    /// the others stay exact. `SegmentView.codebook(field:)` tells which.
    ///
    /// - Parameter layouts: one to `Limits.fieldCountMax` fields; those of `sealed`.
    /// - Parameter codes: by field, opened for `sealed` and the field's codebook; empty for none.
    /// - Parameter codebooks: by field, of the field's dimension and metric; empty for none.
    /// - Complexity: two bytes are read a sealed row, and nothing is allocated for it.
    public init(
        layouts: [FieldLayout], kernels: KernelSet, sealed: SealedRows?, codes: [SealedCodes?],
        codebooks: [Codebook?]
    ) {
        precondition(!layouts.isEmpty && layouts.count <= Limits.fieldCountMax, "\(layouts.count) fields")
        self.layouts = layouts
        self.kernels = kernels
        base = SegmentBase(layouts: layouts, sealed: sealed, codes: codes, codebooks: codebooks)
        coders = base.codes.map { codes in
            codes.flatMap { $0.hasByteRows ? ByteCoder($0.codebook, kernels: kernels) : nil }
        }
        chunks = base.chunks()
        count = base.growingStart
        liveCount = base.sealedCount
        fieldLiveCounts = layouts.indices.map { sealed?.count(field: $0) ?? 0 }
    }

    /// Adds an item, alive. Views see it once they were published after.
    ///
    /// - Parameter vectors: one per field, as `FieldLayout.encode` makes them; nil where the item has none.
    /// - Parameter tags: in any order.
    /// - Parameter codes: the codes of a batch in which the item is number `item`, if they were made beforehand. What
    ///   they lack, or what is of another codebook, is encoded here.
    /// - Returns: the item's ordinal.
    /// - Throws: `.fieldCountMismatch`, `.dimensionMismatch`, `.componentNotFinite`, `.segmentFull`; nothing is added.
    public func append(
        idHash: UInt64, vectors: [[UInt16]?], tags: [UInt32] = [], attributes: [AttributeEntry] = [],
        similar: [UInt64] = [],
        codes: EncodedVectors? = nil, item: Int = 0
    ) throws(IndexingError) -> UInt32 {
        try check(vectors)
        guard count < Self.rowCountMax else { throw .segmentFull(rowCountMax: Self.rowCountMax) }
        let ordinal = UInt32(count)
        let row = count % SegmentChunk.rowCount
        if row == 0 {
            let chunk = SegmentChunk(layouts: layouts, codebooks: base.codebooks, coders: coders)
            chunks.append(ChunkState(chunk: chunk))
        }
        let last = chunks.count - 1
        let tags = Self.sortedOnce(tags)
        chunks[last].chunk.write(
            row: row, idHash: idHash, vectors: vectors, tags: tags, attributes: attributes, similar: similar)
        listByteCount +=
            ChunkArena.byteCount(of: tags) + ChunkArena.byteCount(of: attributes) + ChunkArena.byteCount(of: similar)
        write(codes, item, of: vectors, to: chunks[last].chunk, row: row)
        for (field, vector) in vectors.enumerated() {
            if let vector { chunks[last].chunk.byteRows[field]?.write(row: row, vector: vector) }
        }
        count += 1
        liveCount += 1
        growingLiveCount += 1
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
        if Int(ordinal) >= base.growingStart { growingLiveCount -= 1 }
        let fields = chunks[place].chunk.presence(row)
        for field in layouts.indices where fields >> UInt16(field) & 1 != 0 { fieldLiveCounts[field] -= 1 }
        return true
    }

    /// What a search may see: everything appended so far less everything deleted so far, for ever.
    ///
    /// Hand it to readers through a lock or a queue. Costs no copy; the next change copies what it touches.
    public func publish() -> SegmentView {
        SegmentView(
            layouts: layouts, kernels: kernels, base: base, chunks: chunks, count: count, liveCount: liveCount,
            sealedLiveCount: liveCount - growingLiveCount, fieldLiveCounts: fieldLiveCounts, table: table,
            listByteCount: listByteCount)
    }

    /// Writes the codes of a row in the fields that have a codebook, those of `codes` or fresh ones.
    private func write(
        _ codes: EncodedVectors?, _ item: Int, of vectors: [[UInt16]?], to chunk: SegmentChunk, row: Int
    ) {
        var made: EncodedVectors?
        for (field, codebook) in base.codebooks.enumerated() {
            guard let codebook, let place = chunk.codes[field] else { continue }
            guard vectors[field] != nil else {
                place.write(row: row, list: GrowingCodes.noList, code: [])
                place.spill?.write(row: row, list: GrowingCodes.noList, code: [])
                continue
            }
            if codes?.write(item: item, field: field, of: codebook, to: place, row: row) == true { continue }
            if made == nil { made = EncodedVectors([vectors], codebooks: base.codebooks, kernels: kernels) }
            let isWritten = made!.write(item: 0, field: field, of: codebook, to: place, row: row)
            precondition(isWritten, "field \(field) was not encoded")
        }
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

    /// Makes a table of all living rows in memory with as much room again. Older views keep the older table.
    ///
    /// - Returns: the longest way an insertion took.
    @discardableResult
    private func remakeTable() -> Int {
        table = OrdinalTable(entryCountMax: 2 * growingLiveCount)
        var steps = 0
        for (place, state) in chunks.enumerated().dropFirst(base.chunkCount) {
            let start = place * SegmentChunk.rowCount
            for row in 0..<min(SegmentChunk.rowCount, count - start) where !state.isDead(row) {
                let idHash = unsafe state.chunk.idHashes[row]
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
