/// Lists of numbers, one after the other in a section, and where each begins in another one.
@safe struct SealedLists<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable> {
    private let starts: UnsafeBufferPointer<UInt64>
    private let values: UnsafeBufferPointer<Value>

    /// - Parameter count: of lists.
    /// - Throws: `.file`, `.inconsistent` when the starts do not ascend to the number of values.
    init(_ reader: SectionReader, starts: String, values: String, count: Int) throws(IndexingError) {
        unsafe self.starts = try reader.starts(starts, count: count)
        unsafe self.values = try reader.numbers(values, count: Int(self.starts[count]))
    }

    var listCount: Int { unsafe starts.count - 1 }
    var valueCount: Int { unsafe values.count }

    subscript(_ list: Int) -> UnsafeBufferPointer<Value> {
        unsafe UnsafeBufferPointer(rebasing: values[Int(starts[list])..<Int(starts[list + 1])])
    }

    /// True when every list ascends, each value once, and ends below `bound`.
    func areAscending(below bound: Int) -> Bool {
        for list in 0..<listCount {
            let values = unsafe self[list]
            for place in 0..<values.count {
                if unsafe Int(values[place]) >= bound { return false }
                if place > 0, unsafe values[place - 1] >= values[place] { return false }
            }
        }
        return true
    }
}
