internal import CVectorKernels

// Tables of floats, bounded from above by tables of bytes.
extension KernelSet {
    /// The most near lists, and the fewest lists, that a reach is for.
    private var nearLaneCount: Int { 64 }

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

    /// The lists that may be among the `count` nearest to a query by their bounded distances, ascending, written to the
    /// beginning of `lists`; returns how many there are.
    ///
    /// With a finite `reach`, only those that may be no farther beyond the mean distance of the `nearCount` nearest,
    /// and these.
    ///
    /// The bounds of a distance are `half norm - product · (query's scale · scale)`, less and more
    /// `query's error · error factor + query's length · length factor + offset`: in single precision, unfused, the same
    /// bits on every instruction set.
    ///
    /// - Parameter products: one per list, as `byteProducts` writes them.
    /// - Parameter lowers: memory for a float per list, and so `uppers`.
    /// - Parameter lists: as many as there are products.
    /// - Complexity: about 15 passes over `products.count` floats, in vectors.
    public func listsWithin(
        _ products: UnsafeBufferPointer<Int32>, of bounds: ListBounds, query: QueryBounds, count: Int,
        reach: Float, nearCount: Int, lowers: UnsafeMutableBufferPointer<Float>,
        uppers: UnsafeMutableBufferPointer<Float>, lists: UnsafeMutableBufferPointer<UInt32>
    ) -> Int {
        let listCount = products.count
        precondition(
            bounds.scales.count == listCount && bounds.errorFactors.count == listCount
                && bounds.lengthFactors.count == listCount && bounds.offsets.count == listCount
                && bounds.halfNorms.count == listCount, "bounds of other lists")
        precondition(
            lowers.count >= listCount && uppers.count >= listCount && lists.count >= listCount,
            "no room for \(listCount) lists")
        precondition(
            1 <= nearCount && nearCount <= count && count <= max(listCount, 1), "\(count) of \(listCount) lists")
        precondition(
            reach == .infinity || nearCount <= nearLaneCount && nearLaneCount <= listCount,
            "\(nearCount) near ones of \(listCount) lists")
        guard listCount > 0 else { return 0 }
        var raw = tsk_list_bounds(
            scales: bounds.scales.baseAddress!, error_factors: bounds.errorFactors.baseAddress!,
            length_factors: bounds.lengthFactors.baseAddress!, offsets: bounds.offsets.baseAddress!,
            half_norms: bounds.halfNorms.baseAddress!, list_count: listCount)
        return kernels.lists_within(
            products.baseAddress!, &raw, tsk_query_bounds(scale: query.scale, error: query.error, length: query.length),
            count, reach, nearCount, lowers.baseAddress!, uppers.baseAddress!, lists.baseAddress!)
    }
}
