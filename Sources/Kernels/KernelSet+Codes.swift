internal import CVectorKernels

// Product-quantized codes: tables of a query, codes of vectors, scans, scores.
//
// A vector is cut into parts of equal length, and a part is coded by one byte, the number of one of 256 centroids.
// Centroids lie transposed: component `i` of all vectors, counted over the parts, at `[i · 256 + code]`. What says 256
// below is `CodeBlock.centroidCount`.
extension KernelSet {
    /// Writes to `tables[part · 256 + code]` the inner product of a part of `query` with each of the part's centroids,
    /// a chain of fused multiply-adds from zero in order of components.
    ///
    /// - Parameter query: `partCount` parts of equal length, one after the other.
    /// - Parameter centroids: shape `[query.count, 256]`.
    /// - Parameter tables: shape `[partCount, 256]`, or longer.
    /// - Complexity: 256 · `query.count` multiply-adds; the centroids are read once.
    public func codeTables(
        of query: UnsafeBufferPointer<Float>, centroids: UnsafeBufferPointer<Float>, partCount: Int,
        into tables: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(partCount > 0 && query.count % partCount == 0, "\(query.count) floats in \(partCount) parts")
        precondition(centroids.count == query.count * CodeBlock.centroidCount, "centroids of another dimension")
        precondition(tables.count >= partCount * CodeBlock.centroidCount, "room for \(tables.count) entries only")
        guard query.count > 0 else {
            for index in 0..<partCount * CodeBlock.centroidCount { tables[index] = 0 }
            return
        }
        kernels.code_tables(
            query.baseAddress!, centroids.baseAddress!, partCount, query.count / partCount, tables.baseAddress!)
    }

    /// Writes to `codes` the nearest centroid of each part of each row: the one with the least half of its squared
    /// norm minus its inner product with the part, the lowest of equal ones.
    ///
    /// The value is a chain of fused multiply-subtracts in order of components, from the half norm. Rows are taken
    /// together, so that a batch is faster than its rows; it gives the same codes.
    ///
    /// - Parameter rows: shape `[rowCount, d]`, finite, `d` a multiple of `partCount`.
    /// - Parameter centroids: shape `[d, 256]`, finite.
    /// - Parameter halfNorms: shape `[partCount, 256]`.
    /// - Parameter codes: shape `[rowCount, partCount]`.
    /// - Parameter values: nil, or where the least values go, shaped as the codes.
    /// - Complexity: 256 · `d` multiply-adds a row.
    public func encodeRows(
        _ rows: UnsafeBufferPointer<Float>, rowCount: Int, centroids: UnsafeBufferPointer<Float>,
        halfNorms: UnsafeBufferPointer<Float>, partCount: Int, codes: UnsafeMutableBufferPointer<UInt8>,
        values: UnsafeMutableBufferPointer<Float>? = nil
    ) {
        let dimension = centroids.count / CodeBlock.centroidCount
        precondition(centroids.count == dimension * CodeBlock.centroidCount, "\(centroids.count) floats of centroids")
        precondition(partCount > 0 && dimension > 0 && dimension % partCount == 0, "\(dimension) in \(partCount) parts")
        precondition(halfNorms.count == partCount * CodeBlock.centroidCount, "\(halfNorms.count) half norms")
        precondition(rowCount >= 0 && rows.count == rowCount * dimension, "\(rows.count) floats in \(rowCount) rows")
        precondition(codes.count == rowCount * partCount, "room for \(codes.count) codes")
        precondition(values.map { $0.count == codes.count } ?? true, "another number of values than of codes")
        guard rowCount > 0 else { return }
        kernels.encode_rows(
            rows.baseAddress!, rowCount, centroids.baseAddress!, halfNorms.baseAddress!, partCount,
            dimension / partCount, codes.baseAddress!, values?.baseAddress)
    }

    /// Sets bit `i` of `survivors[block]` when the table's entries for lane `i` of the block add up to `threshold` or
    /// more, over the first rows of the block, as many as the table has.
    ///
    /// - Parameter codes: `survivors.count` blocks, each `rowCount` rows of 64 codes.
    /// - Parameter rowCount: rows of a block, at least those of the table; the rest is stepped over.
    /// - Parameter table: shape `[rows to scan, 256]`, its rows' largest entries summing to 65,535 at most: sums are
    ///   kept in 16 bits, and only debug builds check.
    /// - SeeAlso: André, Kermarrec, Le Scouarnec, "Quicker ADC", arXiv:1812.09162.
    public func scanBlocks(
        _ codes: UnsafeBufferPointer<UInt8>, rowCount: Int, table: UnsafeBufferPointer<UInt8>, threshold: UInt16,
        into survivors: UnsafeMutableBufferPointer<UInt64>
    ) {
        let scannedRowCount = table.count / CodeBlock.centroidCount
        precondition(table.count == scannedRowCount * CodeBlock.centroidCount, "a table of \(table.count) entries")
        precondition(scannedRowCount > 0 && scannedRowCount <= rowCount, "\(scannedRowCount) of \(rowCount) rows")
        let blockStride = rowCount * CodeBlock.laneCount
        precondition(codes.count >= survivors.count * blockStride, "\(codes.count) bytes of \(survivors.count) blocks")
        guard survivors.count > 0 else { return }
        assert(tsk_sums_fit(table.baseAddress!, scannedRowCount, CodeBlock.centroidCount), "sums may pass 16 bits")
        kernels.scan_blocks(
            codes.baseAddress!, survivors.count, blockStride, scannedRowCount, table.baseAddress!, threshold,
            survivors.baseAddress!)
    }

    /// The lanes of a tail whose entries add up to `threshold` or more, as `scanBlocks` says it of a block.
    ///
    /// - Parameter codes: rows of `laneCount` codes, at least as many as the table has.
    /// - Parameter laneCount: 16, 32, 48 or 64, padding included. Higher bits are zero; those of padding lanes are not.
    public func scanTail(
        _ codes: UnsafeBufferPointer<UInt8>, laneCount: Int, table: UnsafeBufferPointer<UInt8>, threshold: UInt16
    ) -> UInt64 {
        let scannedRowCount = table.count / CodeBlock.centroidCount
        precondition(table.count == scannedRowCount * CodeBlock.centroidCount, "a table of \(table.count) entries")
        precondition(
            (CodeBlock.tailAlignment...CodeBlock.laneCount).contains(laneCount)
                && laneCount % CodeBlock.tailAlignment == 0, "a tail of \(laneCount) lanes")
        precondition(scannedRowCount > 0, "a table without rows")
        precondition(codes.count >= scannedRowCount * laneCount, "\(codes.count) codes of \(scannedRowCount) rows")
        assert(tsk_sums_fit(table.baseAddress!, scannedRowCount, CodeBlock.centroidCount), "sums may pass 16 bits")
        return kernels.scan_tail(codes.baseAddress!, laneCount, scannedRowCount, table.baseAddress!, threshold)
    }

    /// Writes to `scores[i]` the sum of the tables' entries for lane `lanes[i]` of a block or a tail, plain additions
    /// in order of rows.
    ///
    /// - Parameter codes: `rowCount` rows of `laneStride` codes.
    /// - Parameter lanes: as many as there are scores, each less than `laneStride`, in any order.
    /// - Parameter tables: shape `[rowCount, 256]`.
    public func codeScores(
        _ codes: UnsafeBufferPointer<UInt8>, laneStride: Int, lanes: UnsafeBufferPointer<UInt8>,
        tables: UnsafeBufferPointer<Float>, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        let rowCount = tables.count / CodeBlock.centroidCount
        precondition(rowCount > 0 && tables.count == rowCount * CodeBlock.centroidCount, "\(tables.count) entries")
        precondition(lanes.count == scores.count, "\(lanes.count) lanes for \(scores.count) scores")
        precondition(laneStride > 0 && codes.count >= rowCount * laneStride, "\(codes.count) codes")
        guard scores.count > 0 else { return }
        var largest: UInt8 = 0
        for lane in lanes { largest = max(largest, lane) }
        precondition(Int(largest) < laneStride, "lane \(largest) of \(laneStride)")
        kernels.code_scores(
            codes.baseAddress!, laneStride, rowCount, lanes.baseAddress!, lanes.count, tables.baseAddress!,
            scores.baseAddress!)
    }

    /// Writes to `scores[i]` the same sum for code `indices[i]` of codes that lie one after the other.
    ///
    /// - Parameter codes: shape `[any, rowCount]`.
    /// - Parameter indices: as many as there are scores, each the index of a code, in any order.
    /// - Parameter tables: shape `[rowCount, 256]`.
    public func codeScores(
        _ codes: UnsafeBufferPointer<UInt8>, at indices: UnsafeBufferPointer<UInt32>,
        tables: UnsafeBufferPointer<Float>, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        let rowCount = tables.count / CodeBlock.centroidCount
        precondition(rowCount > 0 && tables.count == rowCount * CodeBlock.centroidCount, "\(tables.count) entries")
        precondition(indices.count == scores.count, "\(indices.count) indices for \(scores.count) scores")
        guard scores.count > 0 else { return }
        var largest: UInt32 = 0
        for index in indices { largest = max(largest, index) }
        precondition((Int(largest) + 1) * rowCount <= codes.count, "code \(largest) is not among the codes")
        kernels.code_scores_at(
            codes.baseAddress!, rowCount, indices.baseAddress!, indices.count, tables.baseAddress!,
            scores.baseAddress!)
    }

    /// Asks for `bytes`, which are read soon, to be brought near the processor. Waits for nothing.
    public func prefetch(_ bytes: UnsafeRawBufferPointer) {
        tsk_prefetch(bytes.baseAddress, bytes.count)
    }
}
