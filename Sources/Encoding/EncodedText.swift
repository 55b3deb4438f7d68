/// A text as a vector, and how well the encoder knew the text.
public struct EncodedText: Equatable, Sendable {
    /// Shape `[dimension]`, of unit length.
    public let vector: [Float]
    /// Tokens that went into the vector, `[CLS]` and `[SEP]` included; 0 when an endpoint does not tell.
    public let tokenCount: Int
    /// Those of them that the vocabulary does not know.
    public let unknownTokenCount: Int
    /// Whether the text was longer than the encoder's token limit and its end was left out.
    public let isTruncated: Bool

    public init(vector: [Float], tokenCount: Int, unknownTokenCount: Int, isTruncated: Bool) {
        self.vector = vector
        self.tokenCount = tokenCount
        self.unknownTokenCount = unknownTokenCount
        self.isTruncated = isTruncated
    }

    /// The share of the text's own tokens that the vocabulary does not know, 0…1. Near 1 the vector says little.
    public var unknownShare: Float {
        Float(unknownTokenCount) / Float(max(1, tokenCount - 2))
    }
}
