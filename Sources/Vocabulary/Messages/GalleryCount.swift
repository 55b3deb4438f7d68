// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// How many items of a gallery a shard holds.
public struct GalleryCount: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// Live items.
    public var itemCount: UInt64 = 0
    /// Sequence number of the last change.
    public var sequence: UInt64 = 0

    public init(
        gallery: UInt32 = 0,
        itemCount: UInt64 = 0,
        sequence: UInt64 = 0
    ) {
        self.gallery = gallery
        self.itemCount = itemCount
        self.sequence = sequence
    }
}
