internal import CVectorKernels

// Tables of floats, bounded from above by tables of bytes.
extension KernelSet {
    /// Writes to `lows` and `highs` the least and the largest of the 256 entries of each row.
    ///
    /// Entries are compared as the integers that their bits are in order, so that an entry which is not a number is
    /// below or above all numbers, and seen.
    ///
    /// - Parameter tables: at least `lows.count` rows of 256.
    /// - Parameter highs: as many as `lows`.
    public func tableExtremes(
        _ tables: UnsafeBufferPointer<Float>, lows: UnsafeMutableBufferPointer<Float>,
        highs: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(lows.count == highs.count, "\(lows.count) lows, \(highs.count) highs")
        precondition(tables.count >= lows.count * CodeBlock.centroidCount, "\(tables.count) entries")
        guard lows.count > 0 else { return }
        kernels.table_extremes(tables.baseAddress!, lows.count, lows.baseAddress!, highs.baseAddress!)
    }

    /// Writes to each byte `levels - ⌊min((high - entry) · perStep, levels) - margin⌋`, not above `levels`.
    ///
    /// In single precision, unfused, the same bits on every instruction set.
    ///
    /// - Parameter tables: at least `highs.count` rows of 256.
    /// - Parameter highs: the largest entry of each row.
    /// - Parameter levels: at most 255.
    /// - Parameter bytes: `highs.count` rows of 256.
    public func boundTables(
        _ tables: UnsafeBufferPointer<Float>, highs: UnsafeBufferPointer<Float>, perStep: Float, levels: Int,
        margin: Float, into bytes: UnsafeMutableBufferPointer<UInt8>
    ) {
        precondition((0...255).contains(levels), "\(levels) levels")
        precondition(tables.count >= highs.count * CodeBlock.centroidCount, "\(tables.count) entries")
        precondition(bytes.count == highs.count * CodeBlock.centroidCount, "room for \(bytes.count) bytes")
        guard highs.count > 0 else { return }
        kernels.bound_tables(
            tables.baseAddress!, highs.baseAddress!, highs.count, perStep, UInt32(levels), margin, bytes.baseAddress!)
    }
}
