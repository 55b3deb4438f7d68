/// Attributes of some columns, sorted as a file of rows keeps them: the values of each column, the rows of each value.
struct AttributeTable {
    /// Column c has the values `columnStarts[c]..<columnStarts[c + 1]`.
    private(set) var columnStarts: [UInt64] = []
    private(set) var values: [UInt64] = []
    /// Value v is that of the rows `starts[v]..<starts[v + 1]` of `rows`.
    private(set) var starts: [UInt64] = []
    private(set) var rows: [UInt32] = []

    /// - Parameter sorted: with columns numbered from 0, none without an attribute. What stands twice counts once.
    init(_ sorted: borrowing AttributeLanes) {
        rows.reserveCapacity(sorted.count)
        var last: (column: UInt32, value: UInt64, row: UInt32)?
        for place in 0..<sorted.count {
            let attribute = sorted[place]
            if let last, last == attribute { continue }
            if last?.column != attribute.column { columnStarts.append(UInt64(values.count)) }
            if last?.column != attribute.column || last?.value != attribute.value {
                starts.append(UInt64(rows.count))
                values.append(attribute.value)
            }
            rows.append(attribute.row)
            last = attribute
        }
        columnStarts.append(UInt64(values.count))
        starts.append(UInt64(rows.count))
    }
}
