// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks for an item's vectors.
public struct FetchItemVectorsRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// The item's id.
    public var id: String = ""

    public init(
        gallery: UInt32 = 0,
        id: String = ""
    ) {
        self.gallery = gallery
        self.id = id
    }
}
