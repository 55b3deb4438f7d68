public import Vocabulary

/// An item as one search sees it: what is known of it, and how it scores in the searched fields.
public struct OracleItem {
    public var id: String
    public var idHash: UInt64
    public var tags: Set<String>
    public var attributes: [Attribute]
    public var similarHashes: [UInt64]
    /// By searched field: the exact similarity; nil without the field.
    public var similarities: [Float?]
    /// By searched field: the score by which candidates are found; nil when the search does not look at the item there.
    public var candidateScores: [Float?]
    /// By searched field: what is stored.
    public var vectors: [[Float]?]

    public init(
        id: String, idHash: UInt64, tags: Set<String>, attributes: [Attribute] = [], similarHashes: [UInt64],
        similarities: [Float?],
        candidateScores: [Float?], vectors: [[Float]?]
    ) {
        self.id = id
        self.idHash = idHash
        self.tags = tags
        self.attributes = attributes
        self.similarHashes = similarHashes
        self.similarities = similarities
        self.candidateScores = candidateScores
        self.vectors = vectors
    }
}
