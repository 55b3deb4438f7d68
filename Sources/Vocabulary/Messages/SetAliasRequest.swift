// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// Asks for an alias.
public struct SetAliasRequest: Equatable, Sendable {
    /// The alias; same form as a gallery's name, and not the name of one.
    public var alias: String = ""
    /// Name of the gallery it shall point to.
    public var gallery: String = ""

    public init(
        alias: String = "",
        gallery: String = ""
    ) {
        self.alias = alias
        self.gallery = gallery
    }
}
