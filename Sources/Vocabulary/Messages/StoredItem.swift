// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// One item that was asked for.
public struct StoredItem: Equatable, Sendable {
    /// The id that was asked for; the other parts as the read mask says.
    public var item: Item?
    /// Its version; 0: there is no such item.
    public var version: UInt64 = 0
    /// Vectors, if asked for.
    public var vectors: [FieldVector] = []

    public init(
        item: Item? = nil,
        version: UInt64 = 0,
        vectors: [FieldVector] = []
    ) {
        self.item = item
        self.version = version
        self.vectors = vectors
    }
}
