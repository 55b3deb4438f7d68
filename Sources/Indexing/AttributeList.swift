/// Attributes of rows as they are found, in any order. 16 bytes each, and what room the arrays keep.
public struct AttributeList: Sendable {
    private var columns: [UInt64] = []
    private var numbers: [UInt64: UInt32] = [:]
    private var columnNumbers: [UInt32] = []
    private var values: [UInt64] = []
    private var rows: [UInt32] = []

    public init() {}

    public var count: Int { rows.count }

    /// Adds what row `ordinal` has. What stands twice counts once.
    public mutating func append(_ entry: AttributeEntry, ordinal: UInt32) {
        let number = numbers[entry.column] ?? UInt32(columns.count)
        if Int(number) == columns.count {
            numbers[entry.column] = number
            columns.append(entry.column)
        }
        columnNumbers.append(number)
        values.append(entry.value)
        rows.append(ordinal)
    }
}

extension AttributeList: AttributeSource {
    func forEachAttribute<Failure: Error>(
        in columns: ClosedRange<UInt64>, _ check: () throws(Failure) -> Void,
        _ body: (AttributeEntry, UInt32) -> Void
    ) throws(Failure) {
        let isWanted = self.columns.map { columns.contains($0) }
        for start in stride(from: 0, to: count, by: SegmentChunk.rowCount) {
            try check()
            for place in start..<min(start + SegmentChunk.rowCount, count) {
                let number = Int(columnNumbers[place])
                guard isWanted[number] else { continue }
                body(AttributeEntry(column: self.columns[number], value: values[place]), rows[place])
            }
        }
    }
}
