// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// Asks to remove an alias.
public struct DeleteAliasRequest: Equatable, Sendable {
    /// The alias.
    public var alias: String = ""

    public init(
        alias: String = ""
    ) {
        self.alias = alias
    }
}
