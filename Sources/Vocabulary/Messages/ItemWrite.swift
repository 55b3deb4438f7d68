// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// One item to write.
public struct ItemWrite: Equatable, Sendable {
    /// The item; it replaces what its id held.
    public var item: Item?
    /// Vectors by field. A field without one is encoded from its template if it has an encoder, else it is missing.
    public var vectors: [FieldVector] = []
    /// The version that must be there now; 0: the id must not exist. Absent: written whatever is there.
    public var expectedVersion: UInt64?

    public init(
        item: Item? = nil,
        vectors: [FieldVector] = [],
        expectedVersion: UInt64? = nil
    ) {
        self.item = item
        self.vectors = vectors
        self.expectedVersion = expectedVersion
    }
}
