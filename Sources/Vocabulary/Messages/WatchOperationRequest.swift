// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// Asks to be told of a change.
public struct WatchOperationRequest: Equatable, Sendable {
    /// Its id.
    public var operation: String = ""
    /// Answer once the revision is larger than this. 0: at once.
    public var afterRevision: UInt64 = 0
    /// Answer as it stands after this time, in microseconds, at most 60 seconds. 0: 30 seconds.
    public var waitMicroseconds: UInt64 = 0

    public init(
        operation: String = "",
        afterRevision: UInt64 = 0,
        waitMicroseconds: UInt64 = 0
    ) {
        self.operation = operation
        self.afterRevision = afterRevision
        self.waitMicroseconds = waitMicroseconds
    }
}
