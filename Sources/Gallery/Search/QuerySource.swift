/// Where the vector that a field is searched with comes from.
public enum QuerySource: Equatable, Sendable {
    /// The caller sent it.
    case vector
    /// The field's encoder makes it of this text.
    case text(String)
    /// The item with this id has it.
    case item(id: String)
}
