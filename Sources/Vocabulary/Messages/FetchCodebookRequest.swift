// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks for a piece of a codebook.
public struct FetchCodebookRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// Hash of the codebook, 16 bytes.
    public var codebookHash: [UInt8] = []
    /// First byte of the piece.
    public var offset: UInt64 = 0

    public init(
        gallery: UInt32 = 0,
        codebookHash: [UInt8] = [],
        offset: UInt64 = 0
    ) {
        self.gallery = gallery
        self.codebookHash = codebookHash
        self.offset = offset
    }
}
