/// Why a text is no literal of Python.
public enum LiteralError: Error, Equatable, Sendable {
    /// Something else than `expected` stands there. Offsets are bytes from the literal's start.
    case unexpected(byteOffset: Int, expected: String)
    /// A string, list, tuple or dictionary is not closed.
    case unclosed(byteOffset: Int)
    /// An escape names no character, or is cut short.
    case badEscape(byteOffset: Int)
    case holdsNull(byteOffset: Int)
    case tooDeep(byteOffset: Int, depthMax: Int)
}

extension LiteralError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpected(let offset, let expected): "\(expected) should stand at byte \(offset) of the cell"
        case .unclosed(let offset): "what opens at byte \(offset) of the cell is not closed"
        case .badEscape(let offset): "the escape at byte \(offset) of the cell is no character"
        case .holdsNull(let offset): "a NUL at byte \(offset) of the cell"
        case .tooDeep(let offset, let depthMax): "more than \(depthMax) levels of nesting at byte \(offset) of the cell"
        }
    }
}
