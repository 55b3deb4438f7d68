/// Sorts attributes some columns at a time, so that memory is for the largest column or some millions of attributes.
struct AttributeSorter<Source: AttributeSource> {
    /// Ascending.
    let columns: [UInt64]
    /// Attributes of each column.
    let counts: [Int]
    /// The columns of each part, one after the other.
    let parts: [Range<Int>]
    private let source: Source
    /// The part that was made last, in case there is but one.
    private var made: (part: Int, table: AttributeTable)?

    /// Bytes of memory an attribute of a part takes, at most: in the lanes, and in the table if all values differ.
    private static var byteCountPerAttribute: Int { 36 }

    /// Counts what `source` has: one walk.
    ///
    /// - Parameter partCountMax: attributes of a part of several columns, at most.
    init<Failure: Error>(
        _ source: Source, partCountMax: Int = 4 << 20, _ check: () throws(Failure) -> Void
    ) throws(Failure) {
        var counted: [UInt64: Int] = [:]
        try source.forEachAttribute(in: 0 ... .max, check) { entry, _ in counted[entry.column, default: 0] += 1 }
        self.source = source
        columns = counted.keys.sorted()
        counts = columns.map { counted[$0]! }
        var parts: [Range<Int>] = []
        var partCount = 0
        for (column, count) in counts.enumerated() {
            if let last = parts.last, partCount + count <= partCountMax {
                parts[parts.count - 1] = last.lowerBound..<column + 1
                partCount += count
            } else {
                parts.append(column..<column + 1)
                partCount = count
            }
        }
        self.parts = parts
    }

    /// Bytes of memory that making a table takes, at most.
    var byteCountMax: Int {
        Self.byteCountPerAttribute * (parts.map { count(ofPart: $0) }.max() ?? 0)
    }

    private func count(ofPart part: Range<Int>) -> Int { counts[part].reduce(0, +) }

    /// The attributes of the columns `parts[part]`: a walk and a sort, unless it was the part that was made last.
    mutating func table<Failure: Error>(
        part: Int, _ check: () throws(Failure) -> Void
    ) throws(Failure) -> AttributeTable {
        if let made, made.part == part { return made.table }
        made = nil
        let wanted = parts[part]
        let columns = columns[wanted]
        var lanes = AttributeLanes(capacity: count(ofPart: wanted))
        try source.forEachAttribute(in: columns.first!...columns.last!, check) { entry, row in
            var low = columns.startIndex, high = columns.endIndex - 1
            while low < high {
                let middle = (low + high) / 2
                if columns[middle] < entry.column { low = middle + 1 } else { high = middle }
            }
            lanes.append(column: UInt32(low - columns.startIndex), value: entry.value, row: row)
        }
        try lanes.sort(check)
        let table = AttributeTable(lanes)
        made = (part, table)
        return table
    }
}
