// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks for vectors to train with: those items first whose ids' hashes have the least hash by the seed.
public struct SampleRowsRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// The field's place in the gallery's declaration.
    public var field: UInt32 = 0
    /// At most so many.
    public var count: UInt32 = 0
    /// Seed.
    public var seed: UInt64 = 0
    /// Of those drawn, the first to answer: a draw may be fetched in pieces.
    public var offset: UInt32 = 0

    public init(
        gallery: UInt32 = 0,
        field: UInt32 = 0,
        count: UInt32 = 0,
        seed: UInt64 = 0,
        offset: UInt32 = 0
    ) {
        self.gallery = gallery
        self.field = field
        self.count = count
        self.seed = seed
        self.offset = offset
    }
}
