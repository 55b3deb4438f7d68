/// What a store holds, for a status.
public struct StoreCounts: Sendable {
    public var galleryCount: UInt64
    /// Live items of all galleries.
    public var itemCount: UInt64
    /// Bytes of the data directory on disk.
    public var diskByteCount: UInt64

    public init(galleryCount: UInt64, itemCount: UInt64, diskByteCount: UInt64) {
        self.galleryCount = galleryCount
        self.itemCount = itemCount
        self.diskByteCount = diskByteCount
    }
}
