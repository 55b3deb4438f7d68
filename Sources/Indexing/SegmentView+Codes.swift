internal import Kernels
internal import Quantization
internal import Vocabulary

extension SegmentView {
    /// The `count` living items in `lists` whose codes are most similar to `query` in `field`.
    ///
    /// An item that has a second list, and lies in two of `lists`, is answered once, with the better of its scores.
    ///
    /// A score is that of the code: the float tables' entries added in order of the code's bytes, then the constant of
    /// the list. Byte tables bound it from above and skip what cannot enter; they change no answer. Neither does where
    /// rows lie, in files or in memory. Allocates the answer, and memory that `scratch` keeps.
    ///
    /// - Parameter lists: numbers of the codebook's lists, the most promising first; one that is named twice is scanned
    ///   once. `Codebook.lists(nearestTo:)` chooses them.
    /// - Parameter allowed: the ordinals that may be answered, from `compile`; nil for all.
    /// - Parameter isCancelled: asked at every list and about every 64 KiB of codes.
    /// - Returns: fewer than `count` neighbors when the lists hold no more.
    /// - Throws: `.cancelled`.
    /// - Precondition: the field has a codebook.
    /// - SeeAlso: Jégou, Douze, Schmid, TPAMI 2011, doi:10.1109/TPAMI.2010.57, asymmetric distance.
    public func nearest(
        field: Int, query: PreparedQuery, lists: [UInt32], allowed: OrdinalSet? = nil, count: Int,
        scratch: inout SearchScratch, isCancelled: () -> Bool = { false }
    ) throws(IndexingError) -> ProbeAnswer {
        let codebook = prepare(field: field, query, allowed, count: count, &scratch)
        codebook.tables(for: query.vector, into: &scratch.tables, kernels: kernels)
        return try nearest(field: field, lists: lists, allowed: allowed, scratch: &scratch, isCancelled: isCancelled)
    }

    /// Makes room for `count` neighbors, and checks that the query and the filter are of this view.
    ///
    /// - Returns: the field's codebook.
    func prepare(
        field: Int, _ query: PreparedQuery, _ allowed: OrdinalSet?, count: Int, _ scratch: inout SearchScratch
    ) -> Codebook {
        precondition(query.layout == layouts[field], "the query was prepared for another field")
        precondition(allowed == nil || allowed!.bound == self.count, "the filter was compiled for another view")
        guard let codebook = base.codebooks[field] else { preconditionFailure("field \(field) is exact") }
        scratch.candidates.prepare(capacity: max(0, min(count, liveCount)), isDistinct: codebook.isSpilled)
        return codebook
    }

    /// The same for the query whose tables are in `scratch`, which is prepared.
    func nearest(
        field: Int, lists: [UInt32], allowed: OrdinalSet?, scratch: inout SearchScratch, isCancelled: () -> Bool
    ) throws(IndexingError) -> ProbeAnswer {
        let lists = chosen(lists, base.codebooks[field]!, &scratch)
        var plannedCount = 0, matchedCount = 0
        if let codes = base.codes[field], let sealed = base.sealed {
            let scan = SealedScan(
                codes: codes, sealed: sealed, chunks: chunks, allowed: allowed,
                living: allowed == nil || sealedLiveCount == sealedCount ? nil : livingSet(),
                areAllAlive: sealedLiveCount == sealedCount, kernels: kernels)
            for (place, list) in lists.enumerated() {
                if isCancelled() { throw .cancelled }
                if place + 1 < lists.count { codes.prefetch(list: Int(lists[place + 1]), kernels) }
                plannedCount += scan.plannedCount(list: Int(list), scratch: scratch)
                matchedCount += try scan.scan(list: Int(list), scratch: &scratch, isCancelled: isCancelled)
            }
        }
        for (place, state) in chunks.enumerated().dropFirst(base.chunkCount)
        where state.fields >> UInt16(field) & 1 != 0 {
            guard let codes = state.chunk.codes[field] else { continue }
            for start in stride(from: 0, to: rowCount(ofChunk: place), by: SearchScratch.blockRowCount) {
                if isCancelled() { throw .cancelled }
                let rows = start..<min(start + SearchScratch.blockRowCount, rowCount(ofChunk: place))
                for codes in [codes, codes.spill] {
                    guard let codes else { continue }
                    let counts = scan(rows, ofChunk: place, codes, allowed, &scratch)
                    plannedCount += counts.planned
                    matchedCount += counts.matched
                }
            }
        }
        return ProbeAnswer(
            neighbors: scratch.candidates.sorted { idHash($0) }, plannedCount: plannedCount,
            matchedCount: allowed == nil ? plannedCount : matchedCount)
    }

    /// Marks `lists` and their constants in `scratch`.
    ///
    /// - Returns: each list once.
    private func chosen(_ lists: [UInt32], _ codebook: Codebook, _ scratch: inout SearchScratch) -> [UInt32] {
        scratch.prepare(listCount: codebook.listCount)
        let (marks, constants) = unsafe (scratch.listMarks, scratch.listConstants)
        return lists.filter { list in
            precondition(Int(list) < codebook.listCount, "list \(list) of \(codebook.listCount)")
            let bit: UInt64 = 1 << UInt64(list & 63)
            if unsafe marks[Int(list >> 6)] & bit != 0 { return false }
            unsafe marks[Int(list >> 6)] |= bit
            unsafe constants[Int(list)] = codebook.constant(ofList: list, tables: scratch.tables, kernels: kernels)
            return true
        }
    }

    /// Offers the rows of a growing chunk that are in marked lists, alive and allowed.
    ///
    /// - Parameter codes: those of the rows in their first lists, or in their second ones.
    /// - Returns: how many are in marked lists, and how many of them are offered.
    private func scan(
        _ range: Range<Int>, ofChunk place: Int, _ codes: GrowingCodes, _ allowed: OrdinalSet?,
        _ scratch: inout SearchScratch
    ) -> (planned: Int, matched: Int) {
        let state = chunks[place]
        let start = UInt32(place * SegmentChunk.rowCount)
        let (lists, marks, constants) = unsafe (codes.lists, scratch.listMarks, scratch.listConstants)
        let rows = unsafe scratch.rows
        var plannedCount = 0, candidateCount = 0
        for row in range {
            let list = unsafe lists[row]
            guard list != GrowingCodes.noList, unsafe marks[Int(list >> 6)] >> UInt64(list & 63) & 1 != 0 else {
                continue
            }
            if allowed == nil || !state.isDead(row) { plannedCount += 1 }
            guard allowed?.contains(start + UInt32(row)) ?? !state.isDead(row) else { continue }
            unsafe rows[candidateCount] = UInt32(row)
            candidateCount += 1
        }
        let scores = unsafe UnsafeMutableBufferPointer(rebasing: scratch.scores[..<candidateCount])
        unsafe kernels.codeScores(
            codes.codes, at: UnsafeBufferPointer(rebasing: rows[..<candidateCount]), tables: scratch.tables.floats,
            into: scores)
        for index in 0..<candidateCount {
            let row = Int(unsafe rows[index])
            let score = unsafe scores[index] + constants[Int(lists[row])]
            scratch.candidates.offer(start + UInt32(row), score) { idHash($0) }
        }
        return (plannedCount, candidateCount)
    }
}
