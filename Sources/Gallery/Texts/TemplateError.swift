/// Why a template was refused, and where: positions count characters from 1.
public enum TemplateError: Error, Equatable, Sendable {
    /// No placeholder of this name; `nearest` is what was likely meant.
    case unknownPlaceholder(name: String, position: Int, nearest: String?)
    /// `{` without its `}`.
    case openPlaceholder(position: Int)
    /// `[` without its `]`.
    case openGroup(position: Int)
    /// A group inside a group.
    case nestedGroup(position: Int)
    /// A group that nothing can make vanish.
    case groupWithoutPlaceholder(position: Int)
    /// `}` or `]` that closes nothing.
    case strayCloser(Character, position: Int)
    /// A backslash at the very end.
    case danglingEscape(position: Int)
    /// Words alone: every text would be the same.
    case noPlaceholder
}

extension TemplateError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownPlaceholder(let name, let position, let nearest):
            "no placeholder is called '\(name)' (character \(position))"
                + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        case .openPlaceholder(let position): "the '{' at character \(position) is never closed"
        case .openGroup(let position): "the '[' at character \(position) is never closed"
        case .nestedGroup(let position): "the '[' at character \(position) is inside another group"
        case .groupWithoutPlaceholder(let position):
            "the group at character \(position) holds no placeholder; write \\[ and \\] for brackets"
        case .strayCloser(let closer, let position):
            "the '\(closer)' at character \(position) closes nothing; write \\\(closer) for the character"
        case .danglingEscape(let position): "the '\\' at character \(position) escapes nothing"
        case .noPlaceholder: "there is no placeholder in it, so every text would be the same"
        }
    }

    /// Where, counted from 1; nil when no one place is to blame.
    public var position: Int? {
        switch self {
        case .unknownPlaceholder(_, let position, _), .openPlaceholder(let position), .openGroup(let position),
            .nestedGroup(let position), .groupWithoutPlaceholder(let position), .strayCloser(_, let position),
            .danglingEscape(let position):
            position
        case .noPlaceholder: nil
        }
    }
}
