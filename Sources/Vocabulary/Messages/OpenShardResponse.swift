// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Who a shard is, and what it holds.
public struct OpenShardResponse: Equatable, Sendable {
    /// Version of the program.
    public var version: String = ""
    /// Number that is drawn anew whenever the process starts.
    public var instance: UInt64 = 0
    /// Hash of everything that is told of the galleries, except counts and sequence numbers.
    public var revision: UInt64 = 0
    /// True when it takes no writes, as it is one of several replicas.
    public var isReadOnly: Bool = false
    /// The galleries by number, as the shard holds them. Empty when the revision is the one that was known.
    public var galleries: [DescribeGalleryResponse] = []
    /// Live items of each gallery, in the order of their numbers.
    public var counts: [GalleryCount] = []
    /// Hash of the views of all galleries: replicas that hold the same items tell the same.
    public var content: UInt64 = 0

    public init(
        version: String = "",
        instance: UInt64 = 0,
        revision: UInt64 = 0,
        isReadOnly: Bool = false,
        galleries: [DescribeGalleryResponse] = [],
        counts: [GalleryCount] = [],
        content: UInt64 = 0
    ) {
        self.version = version
        self.instance = instance
        self.revision = revision
        self.isReadOnly = isReadOnly
        self.galleries = galleries
        self.counts = counts
        self.content = content
    }
}
