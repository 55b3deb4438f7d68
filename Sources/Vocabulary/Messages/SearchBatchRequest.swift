// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Asks for several searches.
public struct SearchBatchRequest: Equatable, Sendable {
    /// 1...1,000 searches, which may ask for 100,000 hits together. Those of one gallery share the work.
    public var searches: [SearchRequest] = []

    public init(
        searches: [SearchRequest] = []
    ) {
        self.searches = searches
    }
}
