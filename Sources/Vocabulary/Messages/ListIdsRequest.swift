// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks for ids.
public struct ListIdsRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// Ids behind this one.
    public var afterId: String = ""
    /// At most so many.
    public var count: UInt32 = 0

    public init(
        gallery: UInt32 = 0,
        afterId: String = "",
        count: UInt32 = 0
    ) {
        self.gallery = gallery
        self.afterId = afterId
        self.count = count
    }
}
