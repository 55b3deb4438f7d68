// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// How a text became a query.
public struct TextReport: Equatable, Sendable {
    /// Name of the encoder.
    public var encoder: String = ""
    /// Tokens of the text, special ones included, after cutting.
    public var tokenCount: UInt32 = 0
    /// The text was cut at the token limit.
    public var truncated: Bool = false
    /// Share of tokens the encoder does not know, 0...1. Near 1 the vector says little: the bundled model knows English
    /// only.
    public var unknownShare: Float = 0

    public init(
        encoder: String = "",
        tokenCount: UInt32 = 0,
        truncated: Bool = false,
        unknownShare: Float = 0
    ) {
        self.encoder = encoder
        self.tokenCount = tokenCount
        self.truncated = truncated
        self.unknownShare = unknownShare
    }
}
