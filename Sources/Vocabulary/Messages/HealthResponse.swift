// Made from Protos/tessera/v1/health.proto by `make protos`; change that file, not this one.

/// How it is.
public struct HealthResponse: Equatable, Sendable {
    /// The answer.
    public var status: HealthStatus?

    public init(
        status: HealthStatus? = nil
    ) {
        self.status = status
    }
}
