/// Which column holds what.
public struct CatalogueHeader: Equatable, Sendable {
    /// The names as the catalogue writes them, in its order; for JSON lines those of the first object.
    public let names: [String]
    /// What each of them holds, by position; nil: ignored.
    public let columns: [CatalogueColumn?]

    /// The attribute that each of them becomes, by position, beside what it holds; nil: none.
    public let attributes: [CatalogueAttribute?]

    /// The names that mean nothing here, in their order.
    public var ignoredNames: [String] {
        names.indices.filter { columns[$0] == nil && attributes[$0] == nil }.map { names[$0] }
    }

    /// The header of columns called `names`.
    ///
    /// A name that `mapping` gives to a column wins; then a column's own name; then its other spellings, best first.
    ///
    /// - Parameter mapping: names as the catalogue writes them, by what they hold.
    /// - Parameter attributes: columns that become attributes; one that is not in the header is nobody's.
    /// - Throws: `.noSuchColumn` when a name of `mapping` is missing, `.ambiguousColumn` when two names mean the same
    ///   column equally well, `.noIdColumn`.
    public init(
        names: [String], mapping: [CatalogueColumn: String] = [:], attributes: [CatalogueAttribute] = []
    ) throws(CatalogueError) {
        let foldedNames = names.map(CatalogueColumn.folded)
        var columns = [CatalogueColumn?](repeating: nil, count: names.count)
        for column in CatalogueColumn.allCases {
            guard let name = mapping[column] else { continue }
            let exact = names.indices.filter { names[$0] == name }
            let found = exact.isEmpty ? names.indices.filter { foldedNames[$0] == CatalogueColumn.folded(name) } : exact
            guard let position = found.first else { throw .noSuchColumn(name: name, column: column, header: names) }
            guard found.count == 1 else { throw .ambiguousColumn(column, names: found.map { names[$0] }) }
            guard columns[position] == nil else { throw .ambiguousColumn(column, names: [names[position]]) }
            columns[position] = column
        }
        for column in CatalogueColumn.allCases where mapping[column] == nil {
            for spelling in column.spellings {
                let found = names.indices.filter { foldedNames[$0] == spelling && columns[$0] == nil }
                guard found.count <= 1 else { throw .ambiguousColumn(column, names: found.map { names[$0] }) }
                if let position = found.first {
                    columns[position] = column
                    break
                }
            }
        }
        guard columns.contains(.id) else { throw .noIdColumn(header: names) }
        self.names = names
        self.columns = columns
        self.attributes = names.map { name in attributes.first { $0.name == name } }
    }
}
