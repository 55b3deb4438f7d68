// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks what a filter leaves.
public struct CountAllowedRequest: Equatable, Sendable {
    /// The search.
    public var query: ScanQuery?

    public init(
        query: ScanQuery? = nil
    ) {
        self.query = query
    }
}
