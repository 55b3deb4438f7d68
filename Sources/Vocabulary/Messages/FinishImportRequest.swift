// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// Asks to end an import.
public struct FinishImportRequest: Equatable, Sendable {
    /// The operation.
    public var operation: String = ""
    /// Rows done in all.
    public var doneCount: UInt64 = 0
    /// Rows rejected in all.
    public var rejectedCount: UInt64 = 0
    /// Why it failed. Absent: it succeeded.
    public var error: ErrorDetail?

    public init(
        operation: String = "",
        doneCount: UInt64 = 0,
        rejectedCount: UInt64 = 0,
        error: ErrorDetail? = nil
    ) {
        self.operation = operation
        self.doneCount = doneCount
        self.rejectedCount = rejectedCount
        self.error = error
    }
}
