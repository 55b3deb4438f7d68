// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Makes a gallery.
public struct AddGalleryRequest: Equatable, Sendable {
    /// Its number; one that this shard has never used.
    public var number: UInt32 = 0
    /// Its declaration, complete.
    public var spec: GallerySpec?
    /// Microseconds since 1970: the same on all shards.
    public var createdMicroseconds: UInt64 = 0

    public init(
        number: UInt32 = 0,
        spec: GallerySpec? = nil,
        createdMicroseconds: UInt64 = 0
    ) {
        self.number = number
        self.spec = spec
        self.createdMicroseconds = createdMicroseconds
    }
}
