// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// How one search of a batch ended.
public struct SearchResult: Equatable, Sendable {
    /// gRPC's status code; 0: answered.
    public var status: UInt32 = 0
    /// What Search answers. Absent: see `error`.
    public var response: SearchResponse?
    /// Why there is no answer. Absent: there is one.
    public var error: ErrorDetail?

    public init(
        status: UInt32 = 0,
        response: SearchResponse? = nil,
        error: ErrorDetail? = nil
    ) {
        self.status = status
        self.response = response
        self.error = error
    }
}
