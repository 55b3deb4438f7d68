/// The attributes of rows, sorted as a file of rows keeps them: columns, their values, the rows of each value.
public struct AttributeTable: Sendable {
    private(set) var columns: [UInt64] = []
    private(set) var columnStarts: [UInt64] = [0]
    private(set) var values: [UInt64] = []
    private(set) var starts: [UInt64] = [0]
    private(set) var rows: [UInt32] = []

    /// One attribute of one row.
    public struct Row: Sendable {
        var entry: AttributeEntry
        var ordinal: UInt32

        public init(_ entry: AttributeEntry, ordinal: UInt32) {
            self.entry = entry
            self.ordinal = ordinal
        }
    }

    /// - Parameter all: in any order; what stands twice counts once.
    /// - Complexity: a sort.
    public init(_ all: consuming [Row]) {
        var all = all
        all.sort { ($0.entry.column, $0.entry.value, $0.ordinal) < ($1.entry.column, $1.entry.value, $1.ordinal) }
        rows.reserveCapacity(all.count)
        var last: AttributeEntry?
        for row in all {
            if row.entry != last {
                if row.entry.column != last?.column {
                    if last != nil { columnStarts.append(UInt64(values.count)) }
                    columns.append(row.entry.column)
                }
                if last != nil { starts.append(UInt64(rows.count)) }
                values.append(row.entry.value)
                last = row.entry
            } else if rows.last == row.ordinal {
                continue
            }
            rows.append(row.ordinal)
        }
        if last != nil {
            columnStarts.append(UInt64(values.count))
            starts.append(UInt64(rows.count))
        }
    }
}
