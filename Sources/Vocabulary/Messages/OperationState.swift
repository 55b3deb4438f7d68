// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// How far it is.
public enum OperationState: UInt16, Sendable, CaseIterable {
    /// Under way.
    case running = 1
    /// Done.
    case succeeded = 2
    /// Ended by an error.
    case failed = 3
    /// Ended by CancelOperation.
    case cancelled = 4
}
