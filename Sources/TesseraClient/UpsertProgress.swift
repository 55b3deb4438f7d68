/// How far a streamed upsert is.
public struct UpsertProgress: Equatable, Sendable {
    /// Items that were written: they are on disk and in the next search.
    public var writtenCount = 0
    /// Items that were not, for what is wrong with them.
    public var rejectedCount = 0
    /// Texts that the daemon encoded.
    public var encodedCount: UInt64 = 0
    /// Texts that were cut at the encoder's token limit.
    public var truncatedCount: UInt64 = 0
    /// The gallery's sequence number after these writes; a search may ask to see at least this.
    public var sequence: UInt64 = 0
    /// What was rejected of the last batch.
    public var rejections: [UpsertRejection] = []

    public init() {}
}
