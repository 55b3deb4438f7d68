// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// Asks to insert or replace.
public struct UpsertItemsRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// 1...10,000 items; an id twice in one request is refused.
    public var items: [ItemWrite] = []
    /// The import these belong to. Empty: none.
    public var operation: String = ""
    /// Where the import goes on after these, at most 4,096 bytes; kept with the items in one step.
    public var resumePoint: [UInt8] = []
    /// Rows of the source that are done after these, rejected ones included.
    public var rowsDone: UInt64 = 0
    /// Rows of the source rejected so far.
    public var rowsRejected: UInt64 = 0

    public init(
        gallery: String = "",
        items: [ItemWrite] = [],
        operation: String = "",
        resumePoint: [UInt8] = [],
        rowsDone: UInt64 = 0,
        rowsRejected: UInt64 = 0
    ) {
        self.gallery = gallery
        self.items = items
        self.operation = operation
        self.resumePoint = resumePoint
        self.rowsDone = rowsDone
        self.rowsRejected = rowsRejected
    }
}
