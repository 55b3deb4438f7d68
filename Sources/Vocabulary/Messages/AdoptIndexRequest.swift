// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks a shard to encode its items.
public struct AdoptIndexRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// Every field of the gallery.
    public var fields: [AdoptedField] = []
    /// Threads, as in a training.
    public var threadCount: UInt32 = 0

    public init(
        gallery: UInt32 = 0,
        fields: [AdoptedField] = [],
        threadCount: UInt32 = 0
    ) {
        self.gallery = gallery
        self.fields = fields
        self.threadCount = threadCount
    }
}
