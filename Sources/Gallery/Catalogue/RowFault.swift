public import JSON

/// What is wrong with a row or one of its cells. Offsets are bytes from the start of the file.
public enum RowFault: Error, Equatable, Sendable {
    case wrongCellCount(Int, expected: Int)
    case notUTF8(byteOffset: Int)
    case holdsNull(byteOffset: Int)
    /// A quoted cell has no closing quote.
    case unclosedQuote(byteOffset: Int)
    /// Something stands between a closing quote and the cell's end.
    case textAfterQuote(byteOffset: Int)
    case rowTooLong(byteCountMax: Int)
    case empty
    case tooLong(byteCount: Int, byteCountMax: Int)
    case tooMany(count: Int, countMax: Int)
    /// A list or value in Python's way of writing; `byteOffset` counts from the cell's start.
    case badLiteral(LiteralError)
    case badJSON(JSONError)
    /// A value of this kind stands where `expected` should.
    case wrongKind(String, expected: String)
    case noSuchCell(expected: String)
    case outOfRange(Double, lowest: Double, highest: Double)
}

extension RowFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .wrongCellCount(let count, let expected): "\(count) cells where the header has \(expected)"
        case .notUTF8(let offset): "not UTF-8 at byte \(offset) of the file"
        case .holdsNull(let offset): "a NUL at byte \(offset) of the file"
        case .unclosedQuote(let offset): "the quote that opens at byte \(offset) of the file is not closed"
        case .textAfterQuote(let offset): "text after the closing quote at byte \(offset) of the file"
        case .rowTooLong(let byteCountMax): "the row has more than \(byteCountMax) bytes"
        case .empty: "it is empty"
        case .tooLong(let byteCount, let byteCountMax): "\(byteCount) bytes; at most \(byteCountMax) are allowed"
        case .tooMany(let count, let countMax): "\(count) elements; at most \(countMax) are allowed"
        case .badLiteral(let error): "not a list: \(error)"
        case .badJSON(let error): "not JSON: \(error)"
        case .wrongKind(let kind, let expected): "\(kind) stands where \(expected) should"
        case .noSuchCell(let expected): "\(expected) is missing"
        case .outOfRange(let value, let lowest, let highest): "\(value) is not between \(lowest) and \(highest)"
        }
    }
}
