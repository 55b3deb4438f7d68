// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// An item's vectors as they are kept.
public struct FetchItemVectorsResponse: Equatable, Sendable {
    /// False when there is no such item.
    public var isFound: Bool = false
    /// The vectors that it has.
    public var vectors: [ScanProbe] = []

    public init(
        isFound: Bool = false,
        vectors: [ScanProbe] = []
    ) {
        self.isFound = isFound
        self.vectors = vectors
    }
}
