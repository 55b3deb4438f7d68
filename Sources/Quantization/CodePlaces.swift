/// Where the lists and codes of some vectors go.
@safe public struct CodePlaces {
    /// One a vector.
    public let lists: UnsafeMutableBufferPointer<UInt32>
    /// Shape `[lists.count, codebook.rowCount]`.
    public let codes: UnsafeMutableBufferPointer<UInt8>

    public init(lists: UnsafeMutableBufferPointer<UInt32>, codes: UnsafeMutableBufferPointer<UInt8>) {
        unsafe self.lists = lists
        unsafe self.codes = codes
    }

    /// Those of the vectors `range`.
    func part(_ range: Range<Int>, rowCount: Int) -> CodePlaces {
        unsafe CodePlaces(
            lists: UnsafeMutableBufferPointer(rebasing: lists[range]),
            codes: UnsafeMutableBufferPointer(
                rebasing: codes[(range.lowerBound * rowCount)..<(range.upperBound * rowCount)]))
    }
}
