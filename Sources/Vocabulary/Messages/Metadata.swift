// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

/// What travels beside a request in the framed protocol (flag METADATA); over gRPC these are headers.
public struct Metadata: Equatable, Sendable {
    /// W3C Trace Context header value, at most 128 bytes. Empty: none.
    public var traceparent: String = ""
    /// Credentials as in HTTP's Authorization header, at most 4,096 bytes. Empty: none.
    public var authorization: String = ""

    public init(
        traceparent: String = "",
        authorization: String = ""
    ) {
        self.traceparent = traceparent
        self.authorization = authorization
    }
}
