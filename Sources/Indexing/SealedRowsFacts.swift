internal import Vocabulary

/// The first section of a file of rows: how many of what there is.
struct SealedRowsFacts {
    static let section = "facts"

    var count: Int
    var tagCount: Int
    var layouts: [FieldLayout]
    /// Rows with a vector, by field.
    var fieldCounts: [Int]

    /// Count of rows, of tags and of fields; of each field the dimension, the metric and the count of its vectors.
    var numbers: [UInt64] {
        var numbers = [UInt64(count), UInt64(tagCount), UInt64(layouts.count)]
        for (layout, fieldCount) in zip(layouts, fieldCounts) {
            numbers += [UInt64(layout.dimension), UInt64(layout.metric.rawValue), UInt64(fieldCount)]
        }
        return numbers
    }

    init(count: Int, tagCount: Int, layouts: [FieldLayout], fieldCounts: [Int]) {
        self.count = count
        self.tagCount = tagCount
        self.layouts = layouts
        self.fieldCounts = fieldCounts
    }

    /// - Throws: `.rowsOfOtherFields` when the file was not made for `layouts`; `.file`, `.inconsistent`.
    init(_ reader: SectionReader, layouts: [FieldLayout]) throws(IndexingError) {
        let numbers: UnsafeBufferPointer<UInt64> = unsafe try reader.numbers(Self.section)
        let found = unsafe Array(numbers)
        guard found.count >= 3, found[0] <= UInt64(SealedRows.rowCountMax), found[1] <= UInt64(UInt32.max) else {
            throw reader.inconsistent(Self.section)
        }
        count = Int(found[0])
        tagCount = Int(found[1])
        self.layouts = layouts
        fieldCounts = []
        for place in layouts.indices where 3 + 3 * place + 2 < found.count {
            guard found[3 + 3 * place + 2] <= found[0] else { throw reader.inconsistent(Self.section) }
            fieldCounts.append(Int(found[3 + 3 * place + 2]))
        }
        guard fieldCounts.count == layouts.count, self.numbers == found else { throw reader.otherFields }
    }
}
