internal import CVectorKernels

// Codes of four bits a part: 16 centroids, and two parts to a byte, the earlier one in its low half.
//
// Centroids lie transposed: component `i` of all vectors, counted over the parts, at `[i · 16 + code]`. What says 16
// below is `CodeBlock.nibbleCount`. Codes lie as those of eight bits do, a byte a row.
extension KernelSet {
    /// Writes to `nibbles[part · 16 + code]` the inner product of a part of `query` with each of the part's centroids,
    /// a chain of fused multiply-adds from zero in order of components.
    ///
    /// - Parameter query: `partCount` parts of equal length, one after the other.
    /// - Parameter centroids: shape `[query.count, 16]`.
    /// - Parameter nibbles: shape `[partCount, 16]`, or longer.
    public func nibbleTables(
        of query: UnsafeBufferPointer<Float>, centroids: UnsafeBufferPointer<Float>, partCount: Int,
        into nibbles: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(query.count > 0 && partCount > 0, "\(query.count) floats in \(partCount) parts")
        precondition(query.count % partCount == 0, "\(query.count) floats in \(partCount) parts")
        precondition(centroids.count == query.count * CodeBlock.nibbleCount, "centroids of another dimension")
        precondition(nibbles.count >= partCount * CodeBlock.nibbleCount, "room for \(nibbles.count) entries only")
        kernels.nibble_tables(
            query.baseAddress!, centroids.baseAddress!, partCount, query.count / partCount, nibbles.baseAddress!)
    }

    /// Writes to `tables[row · 256 + code]` the sum of the entries of both halves of `code`, the low one's first.
    ///
    /// - Parameter nibbles: shape `[rowCount, 2, 16]`.
    /// - Parameter tables: shape `[rowCount, 256]`.
    public func pairTables(
        of nibbles: UnsafeBufferPointer<Float>, into tables: UnsafeMutableBufferPointer<Float>
    ) {
        let rowCount = nibbles.count / (2 * CodeBlock.nibbleCount)
        precondition(nibbles.count == rowCount * 2 * CodeBlock.nibbleCount, "\(nibbles.count) entries of pairs")
        precondition(tables.count == rowCount * CodeBlock.centroidCount, "room for \(tables.count) entries")
        guard rowCount > 0 else { return }
        kernels.pair_tables(nibbles.baseAddress!, rowCount, tables.baseAddress!)
    }

    /// Writes to `codes` the nearest centroids of the parts of each row, two to a byte; which is the nearest, says
    /// `encodeRows`.
    ///
    /// - Parameter rows: shape `[rowCount, d]`, finite, `d` a multiple of `partCount`.
    /// - Parameter centroids: shape `[d, 16]`, finite.
    /// - Parameter halfNorms: shape `[partCount, 16]`.
    /// - Parameter partCount: even.
    /// - Parameter codes: shape `[rowCount, partCount / 2]`.
    public func encodeNibbles(
        _ rows: UnsafeBufferPointer<Float>, rowCount: Int, centroids: UnsafeBufferPointer<Float>,
        halfNorms: UnsafeBufferPointer<Float>, partCount: Int, codes: UnsafeMutableBufferPointer<UInt8>
    ) {
        let dimension = centroids.count / CodeBlock.nibbleCount
        precondition(centroids.count == dimension * CodeBlock.nibbleCount, "\(centroids.count) floats of centroids")
        precondition(partCount > 0 && partCount % 2 == 0, "\(partCount) parts, not pairs of them")
        precondition(dimension > 0 && dimension % partCount == 0, "\(dimension) in \(partCount)")
        precondition(halfNorms.count == partCount * CodeBlock.nibbleCount, "\(halfNorms.count) half norms")
        precondition(rowCount >= 0 && rows.count == rowCount * dimension, "\(rows.count) floats in \(rowCount) rows")
        precondition(codes.count == rowCount * partCount / 2, "room for \(codes.count) bytes")
        guard rowCount > 0 else { return }
        kernels.encode_nibbles(
            rows.baseAddress!, rowCount, centroids.baseAddress!, halfNorms.baseAddress!, partCount,
            dimension / partCount, codes.baseAddress!)
    }

    /// What `scanBlocks` does, the entry of a code being the sum of those of its halves.
    ///
    /// - Parameter table: shape `[rows to scan, 2, 16]`, the entries of low halves first; the largest entries sum to
    ///   65,535 at most.
    /// - SeeAlso: André, Kermarrec, Le Scouarnec, PVLDB 9(4), 2015.
    public func scanNibbleBlocks(
        _ codes: UnsafeBufferPointer<UInt8>, rowCount: Int, table: UnsafeBufferPointer<UInt8>, threshold: UInt16,
        into survivors: UnsafeMutableBufferPointer<UInt64>
    ) {
        let scannedRowCount = table.count / (2 * CodeBlock.nibbleCount)
        precondition(table.count == scannedRowCount * 2 * CodeBlock.nibbleCount, "a table of \(table.count) entries")
        precondition(scannedRowCount > 0 && scannedRowCount <= rowCount, "\(scannedRowCount) of \(rowCount) rows")
        let blockStride = rowCount * CodeBlock.laneCount
        precondition(codes.count >= survivors.count * blockStride, "\(codes.count) bytes of \(survivors.count) blocks")
        guard survivors.count > 0 else { return }
        assert(tsk_sums_fit(table.baseAddress!, 2 * scannedRowCount, CodeBlock.nibbleCount), "sums may pass 16 bits")
        kernels.scan_nibble_blocks(
            codes.baseAddress!, survivors.count, blockStride, scannedRowCount, table.baseAddress!, threshold,
            survivors.baseAddress!)
    }

    /// What `scanTail` does, with a table as `scanNibbleBlocks` takes it.
    public func scanNibbleTail(
        _ codes: UnsafeBufferPointer<UInt8>, laneCount: Int, table: UnsafeBufferPointer<UInt8>, threshold: UInt16
    ) -> UInt64 {
        let scannedRowCount = table.count / (2 * CodeBlock.nibbleCount)
        precondition(table.count == scannedRowCount * 2 * CodeBlock.nibbleCount, "a table of \(table.count) entries")
        precondition(
            (CodeBlock.tailAlignment...CodeBlock.laneCount).contains(laneCount)
                && laneCount % CodeBlock.tailAlignment == 0, "a tail of \(laneCount) lanes")
        precondition(scannedRowCount > 0, "a table without rows")
        precondition(codes.count >= scannedRowCount * laneCount, "\(codes.count) codes of \(scannedRowCount) rows")
        assert(tsk_sums_fit(table.baseAddress!, 2 * scannedRowCount, CodeBlock.nibbleCount), "sums may pass 16 bits")
        return kernels.scan_nibble_tail(codes.baseAddress!, laneCount, scannedRowCount, table.baseAddress!, threshold)
    }
}
