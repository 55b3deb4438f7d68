// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// A piece of a codebook.
public struct FetchCodebookResponse: Equatable, Sendable {
    /// Bytes of the whole codebook.
    public var byteCount: UInt64 = 0
    /// The piece; empty at the end.
    public var piece: [UInt8] = []

    public init(
        byteCount: UInt64 = 0,
        piece: [UInt8] = []
    ) {
        self.byteCount = byteCount
        self.piece = piece
    }
}
