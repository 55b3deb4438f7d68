extension SegmentView {
    /// The stored halves of `ordinals` in `field`, one row after the other, each padded with zeros to the stride of the
    /// field's dimension; all zeros for an item without a vector there.
    public func rows(field: Int, _ ordinals: [UInt32]) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(ordinals.count * layouts[field].stride)
        for ordinal in ordinals {
            let (place, row) = locate(ordinal)
            unsafe result.append(contentsOf: chunks[place].chunk.row(row, field: field))
        }
        return result
    }
}
