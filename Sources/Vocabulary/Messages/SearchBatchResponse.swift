// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Their answers.
public struct SearchBatchResponse: Equatable, Sendable {
    /// One per search, in order.
    public var results: [SearchResult] = []

    public init(
        results: [SearchResult] = []
    ) {
        self.results = results
    }
}
