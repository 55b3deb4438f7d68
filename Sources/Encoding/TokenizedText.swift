/// A text as the model reads it.
public struct TokenizedText: Equatable, Sendable {
    /// `[CLS]`, the tokens of the text, `[SEP]`: at most the token limit.
    public internal(set) var ids: [Int32]
    /// How many of `ids` are `[UNK]`.
    public internal(set) var unknownTokenCount = 0
    /// Whether the text had more tokens than the limit lets through.
    public internal(set) var isTruncated = false

    /// All tokens, `[CLS]` and `[SEP]` included.
    public var tokenCount: Int { ids.count }
}
