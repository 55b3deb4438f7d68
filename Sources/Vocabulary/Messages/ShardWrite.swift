// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// An item whose vectors are made.
public struct ShardWrite: Equatable, Sendable {
    /// The item.
    public var item: Item?
    /// Its vectors; a field that is not here is missing.
    public var vectors: [VectorRecord] = []
    /// The version that must be there now, 0 for none at all. Absent: written whatever is there.
    public var expectedVersion: UInt64?

    public init(
        item: Item? = nil,
        vectors: [VectorRecord] = [],
        expectedVersion: UInt64? = nil
    ) {
        self.item = item
        self.vectors = vectors
        self.expectedVersion = expectedVersion
    }
}
