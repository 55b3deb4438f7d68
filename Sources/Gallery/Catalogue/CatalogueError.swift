/// Why a catalogue cannot be read at all. What is wrong with single rows is a `RowFault`.
public enum CatalogueError: Error, Equatable, Sendable {
    /// It has no row, not even a header.
    case empty
    /// It has a header and no row.
    case headerOnly(header: [String])
    /// The header cannot be read.
    case badHeader(RowFault)
    /// No column holds ids.
    case noIdColumn(header: [String])
    /// A mapping names a column that is not there.
    case noSuchColumn(name: String, column: CatalogueColumn, header: [String])
    /// A column that is to become an attribute is not there.
    case noAttributeColumn(name: String, header: [String])
    /// Several names could be this column.
    case ambiguousColumn(CatalogueColumn, names: [String])
    /// The place to go on at is not in this file.
    case badPosition(byteOffset: Int, byteCount: Int)
}

extension CatalogueError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "the catalogue is empty; its first line should name the columns"
        case .headerOnly(let header): "the catalogue has a header and no rows; the header is: \(Self.list(header))"
        case .badHeader(let fault): "the header cannot be read: \(fault)"
        case .noIdColumn(let header):
            "no column holds ids; the header is: \(Self.list(header)). Say which it is: --column id=NAME"
        case .noSuchColumn(let name, let column, let header):
            "there is no column '\(name)' to take \(column.rawValue) from; the header is: \(Self.list(header))"
        case .noAttributeColumn(let name, let header):
            "there is no column '\(name)' to make an attribute of; the header is: \(Self.list(header))"
        case .ambiguousColumn(let column, let names):
            "\(column.rawValue) could be any of \(Self.list(names)). Say which: --column \(column.rawValue)=NAME"
        case .badPosition(let byteOffset, let byteCount):
            "byte \(byteOffset) is no place to go on at in a catalogue of \(byteCount) bytes"
        }
    }

    /// The names, quoted and cut where there are many or long ones.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(32).map { "'\($0.count > 64 ? $0.prefix(64) + "…" : $0)'" }.joined(separator: ", ")
        return names.count > 32 ? shown + ", … (\(names.count) columns)" : shown
    }
}
