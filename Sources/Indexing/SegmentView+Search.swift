internal import Kernels
public import Vocabulary

extension SegmentView {
    /// The `count` living items most similar to `query` in `field`, by comparing with every one that is allowed.
    ///
    /// Items without a vector in the field are skipped. One allocation, the answer.
    ///
    /// - Parameter allowed: the ordinals that may be answered, from `compile`; nil for all.
    /// - Parameter isCancelled: asked before each block of 512 rows.
    /// - Returns: best first; ties by id hash, then by ordinal. Fewer than `count` when there are no more.
    /// - Throws: `.cancelled`.
    public func nearest(
        field: Int, query: PreparedQuery, allowed: OrdinalSet? = nil, count: Int, scratch: inout SearchScratch,
        isCancelled: () -> Bool = { false }
    ) throws(IndexingError) -> [Neighbor] {
        precondition(query.layout == layouts[field], "the query was prepared for another field")
        precondition(allowed == nil || allowed!.bound == self.count, "the filter was compiled for another view")
        scratch.prepare(capacity: max(0, min(count, liveCount)))
        let blockRowCount = SearchScratch.blockRowCount
        for (place, state) in chunks.enumerated() where state.fields >> UInt16(field) & 1 != 0 {
            let rowCount = rowCount(ofChunk: place)
            if let allowed {
                // Few rows are picked from the whole chunk, so that they are fetched side by side.
                let chunk = Block(
                    state: state, field: field, start: 0, rowCount: rowCount,
                    ordinalOfFirst: place * SegmentChunk.rowCount)
                let candidateCount = chunk.candidateCount(allowed)
                if candidateCount <= blockRowCount {
                    if isCancelled() { throw .cancelled }
                    if candidateCount == 0 { continue }
                    scanPicked(chunk, query: query, allowed: allowed, candidateCount: candidateCount, scratch: &scratch)
                    continue
                }
            }
            for start in stride(from: 0, to: rowCount, by: blockRowCount) {
                if isCancelled() { throw .cancelled }
                let block = Block(
                    state: state, field: field, start: start, rowCount: min(blockRowCount, rowCount - start),
                    ordinalOfFirst: place * SegmentChunk.rowCount + start)
                scan(block, query: query, allowed: allowed, scratch: &scratch)
            }
        }
        return scratch.nearest.sorted()
    }

    /// Offers the block's living, allowed rows to `scratch.nearest`.
    private func scan(
        _ block: Block, query: PreparedQuery, allowed: OrdinalSet?, scratch: inout SearchScratch
    ) {
        let candidateCount = block.candidateCount(allowed)
        if candidateCount == 0 { return }
        // Picking rows costs a little more a row than walking all of them.
        if candidateCount < block.rowCount * 3 / 4 {
            scanPicked(block, query: query, allowed: allowed, candidateCount: candidateCount, scratch: &scratch)
        } else {
            scanAll(block, query: query, allowed: allowed, scratch: &scratch)
        }
    }

    private func scanAll(
        _ block: Block, query: PreparedQuery, allowed: OrdinalSet?, scratch: inout SearchScratch
    ) {
        let scores = unsafe UnsafeMutableBufferPointer(rebasing: scratch.scores[..<block.rowCount])
        let vectors = unsafe block.state.chunk.rows(field: block.field)[(block.start * query.layout.stride)...]
        unsafe kernels.score(
            rows: UnsafeBufferPointer(rebasing: vectors), against: query.floats, by: query.layout.metric, into: scores)
        for place in 0..<block.rowCount {
            let score = unsafe scores[place]
            // Nearly every row ends here once all places are taken; a score that is not a number always does.
            guard score >= scratch.nearest.bar else { continue }
            guard block.candidates(inWord: place >> 6, allowed) >> UInt64(place & 63) & 1 != 0 else { continue }
            block.offer(place, score, to: &scratch.nearest)
        }
    }

    private func scanPicked(
        _ block: Block, query: PreparedQuery, allowed: OrdinalSet?, candidateCount: Int,
        scratch: inout SearchScratch
    ) {
        let scores = unsafe UnsafeMutableBufferPointer(rebasing: scratch.scores[..<candidateCount])
        let rows = unsafe UnsafeMutableBufferPointer(rebasing: scratch.rows[..<candidateCount])
        var filled = 0
        for word in 0..<block.wordCount {
            var rest = block.candidates(inWord: word, allowed)
            while rest != 0 {
                unsafe rows[filled] = UInt32(block.start + word * 64 + rest.trailingZeroBitCount)
                filled += 1
                rest &= rest &- 1
            }
        }
        unsafe kernels.score(
            rows: block.state.chunk.rows(field: block.field), at: UnsafeBufferPointer(rows), against: query.floats,
            by: query.layout.metric, into: scores)
        for place in 0..<candidateCount {
            let score = unsafe scores[place]
            guard score >= scratch.nearest.bar else { continue }
            block.offer(Int(unsafe rows[place]) - block.start, score, to: &scratch.nearest)
        }
    }
}

/// A stretch of rows of one chunk.
private struct Block {
    let state: ChunkState
    let field: Int
    /// The first row, a multiple of 64.
    let start: Int
    let rowCount: Int
    let ordinalOfFirst: Int

    var wordCount: Int { (rowCount + 63) / 64 }

    /// Rows that are alive and allowed.
    func candidateCount(_ allowed: OrdinalSet?) -> Int {
        var count = 0
        for word in 0..<wordCount { count += candidates(inWord: word, allowed).nonzeroBitCount }
        return count
    }

    /// The rows 64 · `word` and on that are alive and allowed, a bit each.
    func candidates(inWord word: Int, _ allowed: OrdinalSet?) -> UInt64 {
        var bits = UInt64.max
        if let allowed { bits = allowed.words[ordinalOfFirst / 64 + word] }
        if !state.dead.isEmpty { bits &= ~state.dead[start / 64 + word] }
        let rest = rowCount - word * 64
        return rest < 64 ? bits & (1 << UInt64(rest) - 1) : bits
    }

    /// Offers row `place` of the block, if it has a vector in the field.
    func offer(_ place: Int, _ score: Float, to nearest: inout NearestK) {
        guard unsafe state.chunk.presences[start + place] >> UInt16(field) & 1 != 0 else { return }
        let idHash = unsafe state.chunk.idHashes[start + place]
        nearest.offer(Neighbor(ordinal: UInt32(ordinalOfFirst + place), score: score, tie: idHash))
    }
}
