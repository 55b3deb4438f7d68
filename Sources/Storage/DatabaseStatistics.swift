/// How much the store holds.
public struct DatabaseStatistics: Equatable, Sendable {
    /// Bytes of tables on disk; the write-ahead log comes on top.
    public var tableByteCount: UInt64 = 0
    /// Bytes of all files on disk, the write-ahead log included.
    public var diskByteCount: UInt64 = 0
    /// Bytes of changes in memory that are in the write-ahead log only.
    public var memtableByteCount: UInt64 = 0
    /// Keys of each family, about.
    public var keyCountEstimates: [Family: UInt64] = [:]
    /// Bytes that may still be written to the disk; nil when the system does not say.
    public var freeByteCount: UInt64?

    public init() {}
}
