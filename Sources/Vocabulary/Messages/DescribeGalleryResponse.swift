// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// One gallery as it stands.
public struct DescribeGalleryResponse: Equatable, Sendable {
    /// Its declaration, defaults filled in.
    public var spec: GallerySpec?
    /// Its fields as they stand, in declared order.
    public var fields: [FieldDescription] = []
    /// Live items.
    public var itemCount: UInt64 = 0
    /// Sequence number of the last change.
    public var sequence: UInt64 = 0
    /// Aliases that point to it, sorted.
    public var aliases: [String] = []
    /// Microseconds since 1970 at creation.
    public var createdMicroseconds: UInt64 = 0
    /// Number of the gallery in this node's store; never used again after a drop.
    public var number: UInt32 = 0
    /// Bytes of memory it takes.
    public var memoryByteCount: UInt64 = 0

    public init(
        spec: GallerySpec? = nil,
        fields: [FieldDescription] = [],
        itemCount: UInt64 = 0,
        sequence: UInt64 = 0,
        aliases: [String] = [],
        createdMicroseconds: UInt64 = 0,
        number: UInt32 = 0,
        memoryByteCount: UInt64 = 0
    ) {
        self.spec = spec
        self.fields = fields
        self.itemCount = itemCount
        self.sequence = sequence
        self.aliases = aliases
        self.createdMicroseconds = createdMicroseconds
        self.number = number
        self.memoryByteCount = memoryByteCount
    }
}
