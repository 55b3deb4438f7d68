// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// What is to be generated.
public struct Scene: Equatable, Sendable {
    /// The first role; its text must not be empty.
    public var roleA: Role?
    /// The second role. Absent: nobody.
    public var roleB: Role?
    /// What they do. Empty: nothing said.
    public var action: String = ""
    /// How it shall look; in both texts.
    public var styleWords: [String] = []

    public init(
        roleA: Role? = nil,
        roleB: Role? = nil,
        action: String = "",
        styleWords: [String] = []
    ) {
        self.roleA = roleA
        self.roleB = roleB
        self.action = action
        self.styleWords = styleWords
    }
}
