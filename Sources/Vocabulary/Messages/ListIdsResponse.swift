// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Ids in the order of their bytes.
public struct ListIdsResponse: Equatable, Sendable {
    /// See above.
    public var ids: [String] = []

    public init(
        ids: [String] = []
    ) {
        self.ids = ids
    }
}
