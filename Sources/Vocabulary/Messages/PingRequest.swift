// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

/// Asks for an echo.
public struct PingRequest: Equatable, Sendable {
    /// Sent back as it is; at most 1 MiB.
    public var payload: [UInt8] = []

    public init(
        payload: [UInt8] = []
    ) {
        self.payload = payload
    }
}
