// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

/// The echo.
public struct PingResponse: Equatable, Sendable {
    /// The request's payload.
    public var payload: [UInt8] = []

    public init(
        payload: [UInt8] = []
    ) {
        self.payload = payload
    }
}
