// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// One gallery in a list.
public struct GallerySummary: Equatable, Sendable {
    /// Its name.
    public var name: String = ""
    /// Live items.
    public var itemCount: UInt64 = 0
    /// Names of its fields, in declared order.
    public var fields: [String] = []
    /// Aliases that point to it, sorted.
    public var aliases: [String] = []

    public init(
        name: String = "",
        itemCount: UInt64 = 0,
        fields: [String] = [],
        aliases: [String] = []
    ) {
        self.name = name
        self.itemCount = itemCount
        self.fields = fields
        self.aliases = aliases
    }
}
