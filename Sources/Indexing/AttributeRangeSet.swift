/// The values that a clause allows: ranges in ascending order, between two of one column a value that is not allowed.
struct AttributeRangeSet {
    let ranges: [AttributeRange]

    /// - Parameter ranges: in any order, some perhaps the same.
    /// - Complexity: a sort.
    init(_ ranges: [AttributeRange]) {
        var joined: [AttributeRange] = []
        for range in ranges.sorted(by: Self.comesBefore) {
            let first = range.values.lowerBound
            if let last = joined.last, last.column == range.column, first == 0 || last.values.upperBound >= first - 1 {
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
