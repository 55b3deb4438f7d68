/// What an operator may choose about the store.
public struct DatabaseOptions: Equatable, Sendable {
    /// Bytes of blocks kept in memory, indexes and filters included.
    public var cacheByteCount = 256 << 20
    /// Bytes of changes kept in memory before they are written to tables.
    public var memtableByteCount = 192 << 20
    /// Bytes of write-ahead log, at most about; what a start after a crash reads again.
    public var logByteCountMax = 256 << 20
    /// Room on the disk below which writes are refused as `.full`, so that the store itself never runs out while it
    /// flushes or merges.
    public var freeByteCountMin = 64 << 20
    /// Files held open at once.
    public var openFileCountMax = 512

    public init() {}
}
