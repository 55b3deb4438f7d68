// Made from Protos/tessera/v1/health.proto by `make protos`; change that file, not this one.

/// How a service is.
public enum HealthStatus: UInt16, Sendable, CaseIterable {
    /// It answers.
    case serving = 1
    /// It does not answer, now.
    case notServing = 2
    /// There is no such service.
    case serviceUnknown = 3
}
