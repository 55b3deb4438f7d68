/// The values that a clause allows: ranges in ascending order, no two of one column with a value in common.
struct AttributeRangeSet {
    let ranges: [AttributeRange]

    /// - Parameter ranges: in any order, some perhaps the same.
    /// - Complexity: a sort.
    init(_ ranges: [AttributeRange]) {
        var joined: [AttributeRange] = []
        for range in ranges.sorted(by: Self.comesBefore) {
            if let last = joined.last, last.column == range.column, last.values.upperBound >= range.values.lowerBound {
                let end = max(last.values.upperBound, range.values.upperBound)
                joined[joined.count - 1].values = last.values.lowerBound...end
            } else {
                joined.append(range)
            }
        }
        self.ranges = joined
    }

    private static func comesBefore(_ left: AttributeRange, _ right: AttributeRange) -> Bool {
        (left.column, left.values.lowerBound) < (right.column, right.values.lowerBound)
    }

    /// True when `entry` is in a range. A binary search.
    func contains(_ entry: AttributeEntry) -> Bool {
        var low = 0, high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            let range = ranges[middle]
            if (range.column, range.values.upperBound) < (entry.column, entry.value) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < ranges.count && ranges[low].column == entry.column && ranges[low].values.contains(entry.value)
    }
}
