/// Why a JSON text was refused.
public enum JSONError: Error, Equatable, Sendable {
    case tooLarge(byteCount: Int, byteCountMax: Int)
    case tooDeep(at: JSONPosition, depthMax: Int)
    case duplicateKey(at: JSONPosition, near: String)
    case invalidUTF8(at: JSONPosition)
    /// A string holds NUL.
    case holdsNull(at: JSONPosition)
    /// A number does not fit 64 bits.
    case numberTooLarge(at: JSONPosition, near: String)
    /// Anything else; `reason` is Jansson's.
    case malformed(at: JSONPosition, reason: String)
}

extension JSONError {
    /// Where the text is wrong; nil when all of it is too large.
    public var position: JSONPosition? {
        switch self {
        case .tooLarge: nil
        case .tooDeep(let position, _), .duplicateKey(let position, _), .invalidUTF8(let position),
            .holdsNull(let position), .numberTooLarge(let position, _), .malformed(let position, _):
            position
        }
    }
}

extension JSONError: CustomStringConvertible {
    /// `line 3, column 7: a key stands twice in one object near '"a"'`
    public var description: String {
        switch self {
        case .tooLarge(let byteCount, let byteCountMax):
            "the text has \(byteCount) bytes; at most \(byteCountMax) are allowed"
        case .tooDeep(let position, let depthMax): "\(position): more than \(depthMax) levels of nesting"
        case .duplicateKey(let position, let near): "\(position): a key stands twice in one object\(near)"
        case .invalidUTF8(let position): "\(position): not UTF-8"
        case .holdsNull(let position): "\(position): a string holds NUL"
        case .numberTooLarge(let position, let near): "\(position): a number does not fit 64 bits\(near)"
        case .malformed(let position, let reason): "\(position): \(reason)"
        }
    }
}
