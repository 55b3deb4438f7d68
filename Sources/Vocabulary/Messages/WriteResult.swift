// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// How the write of one item ended.
public struct WriteResult: Equatable, Sendable {
    /// gRPC's status code; 0: written.
    public var status: UInt32 = 0
    /// The item's version now; 0 after a delete of what was not there, or when not written.
    public var version: UInt64 = 0
    /// Why it was not written. Absent: it was.
    public var error: ErrorDetail?

    public init(
        status: UInt32 = 0,
        version: UInt64 = 0,
        error: ErrorDetail? = nil
    ) {
        self.status = status
        self.version = version
        self.error = error
    }
}
