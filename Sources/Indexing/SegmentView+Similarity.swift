internal import Kernels

extension SegmentView {
    /// `query` as candidates that its codes have found in `field` are compared with it: by rows of bytes where the
    /// field has them, else by vectors, as any query is.
    public func reranking(_ query: PreparedQuery, field: Int) -> PreparedQuery {
        guard let codes = base.codes[field], codes.hasByteRows else { return query }
        return query.forByteRows(of: codes.codebook)
    }

    /// The similarity of `query` to each of `ordinals` in `field`; nil for an item without a vector there. It is that
    /// of the vectors, exactly, or that of their rows of bytes for a query from `reranking`.
    ///
    /// Deleted items are scored like others. Fastest when ordinals from one chunk of rows in memory come together;
    /// those of sealed rows may come in any order.
    public func similarities(
        field: Int, query: PreparedQuery, ordinals: [UInt32], scratch: inout SearchScratch
    ) -> [Float?] {
        precondition(query.layout == layouts[field], "the query was prepared for another field")
        var result: [Float?] = []
        result.reserveCapacity(ordinals.count)
        let rows = unsafe scratch.rows
        var next = 0
        while next < ordinals.count {
            guard hasRow(ordinals[next]) else {
                result.append(nil)
                next += 1
                continue
            }
            // A run of ordinals whose rows lie in one memory, as long as the scratch has room.
            let stretch = stretch(around: ordinals[next])
            var runCount = 0
            while next + runCount < ordinals.count, runCount < SearchScratch.blockRowCount,
                stretch.contains(ordinals[next + runCount])
            {
                unsafe rows[runCount] = ordinals[next + runCount] - stretch.lowerBound
                runCount += 1
            }
            let scores = unsafe UnsafeMutableBufferPointer(rebasing: scratch.scores[..<runCount])
            unsafe score(
                UnsafeBufferPointer(rebasing: rows[..<runCount]), of: stretch, field: field, query, into: scores)
            for index in 0..<runCount {
                result.append(hasVector(field: field, ordinals[next + index]) ? unsafe scores[index] : nil)
            }
            next += runCount
        }
        return result
    }

    /// The ordinals whose rows lie in one memory with that of `ordinal`: the sealed ones, or those of its chunk.
    private func stretch(around ordinal: UInt32) -> Range<UInt32> {
        if Int(ordinal) < sealedCount { return 0..<UInt32(sealedCount) }
        let start = Int(ordinal) / SegmentChunk.rowCount * SegmentChunk.rowCount
        return UInt32(start)..<UInt32(min(start + SegmentChunk.rowCount, count))
    }

    /// Writes the similarities of rows, counted from the beginning of their stretch.
    private func score(
        _ rows: UnsafeBufferPointer<UInt32>, of stretch: Range<UInt32>, field: Int, _ query: PreparedQuery,
        into scores: UnsafeMutableBufferPointer<Float>
    ) {
        let place = Int(stretch.lowerBound) / SegmentChunk.rowCount
        let isSealed = Int(stretch.lowerBound) < sealedCount
        guard let bytes = query.bytes else {
            let vectors =
                isSealed
                ? unsafe base.sealed!.scatteredVectors(field: field)
                : unsafe chunks[place].chunk.rows(field: field)
            unsafe kernels.score(
                rows: vectors, at: rows, against: query.floats, by: query.layout.metric, into: scores)
            return
        }
        let found = isSealed ? base.codes[field]?.byteRows : chunks[place].chunk.byteRows[field]?.rows
        guard let found else { preconditionFailure("field \(field) has no rows of bytes") }
        unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count) { products in
            unsafe kernels.byteProducts(rows: found.bytes, at: rows, against: bytes.numbers, into: products)
            for index in rows.indices {
                unsafe scores[index] = bytes.similarity(
                    product: products[index], row: Int(rows[index]), facts: found.facts)
            }
        }
    }

    /// The cosine of two items' stored vectors in `field`, whatever its metric; nil when either has none.
    ///
    /// - Returns: −1…1; 0 when a vector has no length.
    public func pairSimilarity(field: Int, _ left: UInt32, _ right: UInt32) -> Float? {
        guard hasVector(field: field, left), hasVector(field: field, right) else { return nil }
        let (leftPlace, leftRow) = locate(left)
        let (rightPlace, rightRow) = locate(right)
        let leftHalves = unsafe chunks[leftPlace].chunk.row(leftRow, field: field)
        let rightHalves = unsafe chunks[rightPlace].chunk.row(rightRow, field: field)
        let leftLength = unsafe kernels.product(leftHalves, leftHalves).squareRoot()
        let rightLength = unsafe kernels.product(rightHalves, rightHalves).squareRoot()
        let lengths = leftLength * rightLength
        guard lengths > 0 else { return 0 }
        return max(-1, min(1, unsafe kernels.product(leftHalves, rightHalves) / lengths))
    }
}
