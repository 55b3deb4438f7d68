// Made from Protos/tessera/v1/health.proto by `make protos`; change that file, not this one.

/// Asks how a service is.
public struct HealthRequest: Equatable, Sendable {
    /// Its full name. Empty: the server.
    public var service: String = ""

    public init(
        service: String = ""
    ) {
        self.service = service
    }
}
