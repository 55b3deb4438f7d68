// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// The items, one per ordinal in order; one that was deleted since has version 0.
public struct FetchPayloadResponse: Equatable, Sendable {
    /// See above.
    public var items: [StoredItem] = []

    public init(
        items: [StoredItem] = []
    ) {
        self.items = items
    }
}
