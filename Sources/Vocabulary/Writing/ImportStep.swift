/// How far an import is after a batch; kept in the same step as the batch's items.
public struct ImportStep: Sendable {
    /// The operation's id.
    public var operation: String
    /// Where the import goes on; the writer's own bytes.
    public var resumePoint: [UInt8]
    /// Rows of the source that are done, rejected ones included.
    public var rowsDone: UInt64
    /// Rows of the source rejected so far.
    public var rowsRejected: UInt64

    public init(operation: String, resumePoint: [UInt8], rowsDone: UInt64, rowsRejected: UInt64) {
        self.operation = operation
        self.resumePoint = resumePoint
        self.rowsDone = rowsDone
        self.rowsRejected = rowsRejected
    }
}
