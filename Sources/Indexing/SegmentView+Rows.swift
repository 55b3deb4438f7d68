extension SegmentView {
    /// The stored halves of `ordinals` in `field`, one row after the other, each padded with zeros to the stride of the
    /// field's dimension; all zeros for an item without a vector there or an ordinal without a row.
    public func rows(field: Int, _ ordinals: [UInt32]) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(ordinals.count * layouts[field].stride)
        for ordinal in ordinals {
            let (place, row) = locate(ordinal)
            guard row < chunks[place].chunk.heldRowCount else {
                result.append(contentsOf: repeatElement(0, count: layouts[field].stride))
                continue
            }
            unsafe result.append(contentsOf: chunks[place].chunk.row(row, field: field))
        }
        return result
    }
}
