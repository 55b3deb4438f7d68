// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Asks for vectors of texts.
public struct EmbedTextsRequest: Equatable, Sendable {
    /// Name of the node's encoder. Empty: its first.
    public var encoder: String = ""
    /// 1...1,000 texts, none empty.
    public var texts: [String] = []

    public init(
        encoder: String = "",
        texts: [String] = []
    ) {
        self.encoder = encoder
        self.texts = texts
    }
}
