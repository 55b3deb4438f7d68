// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// A piece of a codebook, in the order of the pieces.
public struct PutCodebookRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// Hash of the codebook, 16 bytes.
    public var codebookHash: [UInt8] = []
    /// First byte of the piece; 0 begins anew.
    public var offset: UInt64 = 0
    /// The piece.
    public var piece: [UInt8] = []

    public init(
        gallery: UInt32 = 0,
        codebookHash: [UInt8] = [],
        offset: UInt64 = 0,
        piece: [UInt8] = []
    ) {
        self.gallery = gallery
        self.codebookHash = codebookHash
        self.offset = offset
        self.piece = piece
    }
}
