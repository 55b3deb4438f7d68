// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Writes items, acknowledged when they are on disk and in the next search.
public struct WriteItemsRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// The items, all of this shard.
    public var writes: [ShardWrite] = []
    /// Id of the import they belong to. Empty: none.
    public var operation: String = ""
    /// How far the import is after them.
    public var resumePoint: [UInt8] = []
    /// Rows of the source that are done.
    public var rowsDone: UInt64 = 0
    /// Rows of the source that were rejected.
    public var rowsRejected: UInt64 = 0

    public init(
        gallery: UInt32 = 0,
        writes: [ShardWrite] = [],
        operation: String = "",
        resumePoint: [UInt8] = [],
        rowsDone: UInt64 = 0,
        rowsRejected: UInt64 = 0
    ) {
        self.gallery = gallery
        self.writes = writes
        self.operation = operation
        self.resumePoint = resumePoint
        self.rowsDone = rowsDone
        self.rowsRejected = rowsRejected
    }
}
