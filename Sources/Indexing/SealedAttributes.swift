internal import Bitmaps
internal import Ground

/// Which sealed rows have which attributes: for each column its values, ascending, and for each value its rows.
///
/// So the rows of a range of values lie side by side. Values that many rows have are kept as bitmaps besides, and so
/// are the rows before every sixteenth of a long column: a range is then the difference of two bitmaps, and a few rows
/// more or less.
@safe final class SealedAttributes: @unchecked Sendable {
    // Unchecked: the pointers lead into `owner`, which never changes.
    static let columnsSection = "columns"
    static let columnStartsSection = "column starts"
    static let valuesSection = "column values"
    static let startsSection = "value starts"
    static let rowsSection = "value rows"

    private let columns: UnsafeBufferPointer<UInt64>
    /// Column c has the values `columnStarts[c]..<columnStarts[c + 1]`.
    private let columnStarts: UnsafeBufferPointer<UInt64>
    private let values: UnsafeBufferPointer<UInt64>
    /// Value v is that of the rows `starts[v]..<starts[v + 1]` of `rows`.
    private let starts: UnsafeBufferPointer<UInt64>
    private let rows: UnsafeBufferPointer<UInt32>
    private let owner: AnyObject
    /// By value, for those of many rows.
    private var bitmaps: [Int: Bitmap] = [:]
    /// By column: the rows of its first `markStep · (i + 1)` places; none for a short column.
    private var marks: [[Bitmap]] = []
    private var markSteps: [Int] = []

    private static let markCount = 16
    /// Rows from which on a column has marks.
    private static let markedRowCountMin = 4_096

    /// The sections of `file`; nil when it was written before attributes were sealed.
    ///
    /// - Parameter rowCount: of the file.
    /// - Throws: `.file`, `.inconsistent`.
    convenience init?(_ file: SectionedFile, rowCount: Int) throws(IndexingError) {
        guard file.sectionNames.contains(Self.columnsSection) else { return nil }
        let reader = SectionReader(file)
        let columns: UnsafeBufferPointer<UInt64> = unsafe try reader.numbers(Self.columnsSection)
        let columnStarts: UnsafeBufferPointer<UInt64> = unsafe try reader.starts(
            Self.columnStartsSection, count: columns.count)
        let valueCount = unsafe Int(columnStarts[columns.count])
        let values: UnsafeBufferPointer<UInt64> = unsafe try reader.numbers(Self.valuesSection, count: valueCount)
        let starts: UnsafeBufferPointer<UInt64> = unsafe try reader.starts(Self.startsSection, count: valueCount)
        let rows: UnsafeBufferPointer<UInt32> = unsafe try reader.numbers(
            Self.rowsSection, count: Int(starts[valueCount]))
        guard unsafe Self.ascend(columns, 0..<columns.count) else { throw reader.inconsistent(Self.columnsSection) }
        for column in 0..<columns.count {
            let range = unsafe Int(columnStarts[column])..<Int(columnStarts[column + 1])
            guard unsafe Self.ascend(values, range) else { throw reader.inconsistent(Self.valuesSection) }
        }
        for value in 0..<valueCount {
            let range = unsafe Int(starts[value])..<Int(starts[value + 1])
            guard unsafe Self.ascend(rows, range), unsafe range.isEmpty || Int(rows[range.upperBound - 1]) < rowCount
            else { throw reader.inconsistent(Self.rowsSection) }
        }
        unsafe self.init(
            columns: columns, columnStarts: columnStarts, values: values, starts: starts, rows: rows, owner: file,
            rowCount: rowCount)
    }

    /// Those of `list`, which are in no file.
    convenience init(_ list: AttributeList, rowCount: Int) {
        var sorter = AttributeSorter(list) {}
        var columns = NumberMemory<UInt64>(capacity: sorter.columns.count)
        var columnStarts = NumberMemory<UInt64>(capacity: sorter.columns.count + 1)
        var values = NumberMemory<UInt64>(capacity: list.count)
        var starts = NumberMemory<UInt64>(capacity: list.count + 1)
        var rows = NumberMemory<UInt32>(capacity: list.count)
        columns.append(contentsOf: sorter.columns)
        for part in sorter.parts.indices {
            let table = sorter.table(part: part) {}
            let (valueCount, rowCount) = (UInt64(values.count), UInt64(rows.count))
            columnStarts.append(contentsOf: table.columnStarts.dropLast().lazy.map { $0 + valueCount })
            values.append(contentsOf: table.values)
            starts.append(contentsOf: table.starts.dropLast().lazy.map { $0 + rowCount })
            rows.append(contentsOf: table.rows)
        }
        columnStarts.append(contentsOf: [UInt64(values.count)])
        starts.append(contentsOf: [UInt64(rows.count)])
        unsafe self.init(
            columns: columns.numbers, columnStarts: columnStarts.numbers, values: values.numbers,
            starts: starts.numbers, rows: rows.numbers,
            owner: MemoryList(
                memories: [columns.memory, columnStarts.memory, values.memory, starts.memory, rows.memory]),
            rowCount: rowCount)
    }

    private init(
        columns: UnsafeBufferPointer<UInt64>, columnStarts: UnsafeBufferPointer<UInt64>,
        values: UnsafeBufferPointer<UInt64>, starts: UnsafeBufferPointer<UInt64>,
        rows: UnsafeBufferPointer<UInt32>, owner: AnyObject, rowCount: Int
    ) {
        unsafe self.columns = columns
        unsafe self.columnStarts = columnStarts
        unsafe self.values = values
        unsafe self.starts = starts
        unsafe self.rows = rows
        self.owner = owner
        for value in 0..<values.count {
            let range = unsafe Int(starts[value])..<Int(starts[value + 1])
            if SealedPostings.isFrequent(range.count, of: rowCount) {
                bitmaps[value] = unsafe Bitmap(UnsafeBufferPointer(rebasing: rows[range]))
            }
        }
        for column in 0..<columns.count {
            let range = unsafe places(ofValues: Int(columnStarts[column])..<Int(columnStarts[column + 1]))
            let step = max(1, range.count / Self.markCount)
            markSteps.append(step)
            marks.append(range.count < Self.markedRowCountMin ? [] : unsafe Self.marks(rows, range, step))
        }
    }

    /// None when a row stands twice in the column: what is taken away by a mark may be there once more. Only names with
    /// the same hash do that.
    private static func marks(_ rows: UnsafeBufferPointer<UInt32>, _ range: Range<Int>, _ step: Int) -> [Bitmap] {
        var marks: [Bitmap] = []
        for start in stride(from: range.lowerBound, through: range.upperBound - step, by: step) {
            let part = unsafe Bitmap(rows[start..<start + step].sorted())
            marks.append(marks.last.map { Bitmap($0, and: part) } ?? part)
        }
        let rest = unsafe Bitmap(rows[(range.lowerBound + marks.count * step)..<range.upperBound].sorted())
        return Bitmap(marks[marks.count - 1], and: rest).count == range.count ? marks : []
    }

    private static func ascend<Number: FixedWidthInteger>(
        _ numbers: UnsafeBufferPointer<Number>, _ range: Range<Int>
    ) -> Bool {
        for place in range.dropFirst() where unsafe numbers[place - 1] >= numbers[place] { return false }
        return true
    }

    /// Keeps what the pointers lead into.
    private final class MemoryList {
        let memories: [AlignedMemory]

        init(memories: [AlignedMemory]) {
            self.memories = memories
        }
    }
}

extension SealedAttributes {
    /// Adds the rows whose value in a column is in `range` to `set`.
    func add(_ range: AttributeRange, to set: inout OrdinalSet) {
        let column = unsafe Self.firstIndex(columns, in: 0..<columns.count, notBelow: range.column)
        guard unsafe column < columns.count, unsafe columns[column] == range.column else { return }
        let all = unsafe Int(columnStarts[column])..<Int(columnStarts[column + 1])
        let first = unsafe Self.firstIndex(values, in: all, notBelow: range.values.lowerBound)
        let end =
            unsafe range.values.upperBound == .max
            ? all.upperBound
            : Self.firstIndex(values, in: first..<all.upperBound, notBelow: range.values.upperBound + 1)
        guard first < end else { return }
        if end - first == 1, let bitmap = bitmaps[first] {
            set.add(bitmap)
        } else {
            add(places(ofValues: first..<end), ofColumn: column, start: places(ofValues: all).lowerBound, to: &set)
        }
    }

    /// Adds the rows at `places`, some of column number `column`, whose first place is `start`.
    private func add(_ places: Range<Int>, ofColumn column: Int, start: Int, to set: inout OrdinalSet) {
        let step = markSteps[column]
        // Marks cost a set of their own, and half a step of rows on average, as the ends lie between them.
        guard places.count > max(step, set.bound / 64), !marks[column].isEmpty else {
            unsafe set.insert(rows(places))
            return
        }
        // The nearest marks, and what lies between them and the ends of the range, too much or too little.
        let low = min((places.lowerBound - start + step / 2) / step, marks[column].count)
        let high = min((places.upperBound - start + step / 2) / step, marks[column].count)
        var found = OrdinalSet(bound: set.bound)
        found.add(marks[column][high - 1])
        if low > 0 { found.remove(marks[column][low - 1]) }
        let (lowPlace, highPlace) = (start + low * step, start + high * step)
        unsafe found.insert(rows(places.lowerBound..<max(places.lowerBound, lowPlace)))
        unsafe found.insert(rows(min(places.upperBound, highPlace)..<places.upperBound))
        unsafe found.remove(rows(lowPlace..<max(lowPlace, places.lowerBound)))
        unsafe found.remove(rows(places.upperBound..<max(places.upperBound, highPlace)))
        set.formUnion(found)
    }

    private func rows(_ places: Range<Int>) -> UnsafeBufferPointer<UInt32> {
        unsafe UnsafeBufferPointer(rebasing: rows[places])
    }

    /// Calls `body` with the attributes of `wanted` columns, column by column, value by value, rows ascending.
    func forEach<Failure: Error>(
        in wanted: ClosedRange<UInt64>, _ check: () throws(Failure) -> Void, _ body: (AttributeEntry, UInt32) -> Void
    ) throws(Failure) {
        for column in unsafe 0..<columns.count where wanted.contains(unsafe columns[column]) {
            for value in unsafe Int(columnStarts[column])..<Int(columnStarts[column + 1]) {
                let entry = unsafe AttributeEntry(column: columns[column], value: values[value])
                let places = places(ofValues: value..<value + 1)
                for start in stride(from: places.lowerBound, to: places.upperBound, by: SegmentChunk.rowCount) {
                    try check()
                    for place in start..<min(start + SegmentChunk.rowCount, places.upperBound) {
                        body(entry, unsafe rows[place])
                    }
                }
            }
        }
    }

    /// Bytes of memory beside the mapped file, about.
    var memoryByteCount: Int {
        let ofValues = bitmaps.values.reduce(0) { $0 + $1.byteCount }
        let ofMarks = marks.joined().reduce(0) { $0 + $1.byteCount }
        guard owner is MemoryList else { return ofValues + ofMarks }
        let ofNumbers = unsafe 8 * (columns.count + columnStarts.count + values.count + starts.count) + 4 * rows.count
        return ofValues + ofMarks + ofNumbers
    }

    /// Bytes of the bitmaps of a column of `count` rows, at most: of its marks, and of those of its values that are
    /// frequent.
    static func byteCountMax(ofColumn count: Int, rowCount: Int) -> Int {
        let frequentCountMax = count / SealedPostings.frequentCount(of: rowCount)
        let ofValues = 2 * count + frequentCountMax * Bitmap.byteCountMax(count: 0, bound: rowCount)
        guard count >= markedRowCountMin else { return ofValues }
        return (1...markCount).reduce(ofValues) {
            $0 + Bitmap.byteCountMax(count: $1 * (count / markCount), bound: rowCount)
        }
    }

    private func places(ofValues range: Range<Int>) -> Range<Int> {
        unsafe Int(starts[range.lowerBound])..<Int(starts[range.upperBound])
    }

    private static func firstIndex(
        _ numbers: UnsafeBufferPointer<UInt64>, in range: Range<Int>, notBelow number: UInt64
    ) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if unsafe numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
