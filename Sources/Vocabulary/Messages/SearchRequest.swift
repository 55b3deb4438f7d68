// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Asks for the best items.
public struct SearchRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// Items to answer, 1...1,000. 0 is refused.
    public var limit: UInt32 = 0
    /// What is looked for, by field. Empty: `text` or `like_id` in all fields with a weight.
    public var fields: [FieldQuery] = []
    /// Looked for in every field that has an encoder and no query of its own; at most 64 KiB. Empty: none.
    public var text: String = ""
    /// Looks for what is like this item, by its own vectors; the item itself is not answered. Empty: none.
    public var likeId: String = ""
    /// Which items may be answered. Absent: all.
    public var filter: Filter?
    /// Ids not to answer; at most 10,000.
    public var excludeIds: [String] = []
    /// How scores become one. Absent: the gallery's way.
    public var fusion: Fusion?
    /// How the answers differ. Absent: similar ones are skipped, nothing else.
    public var diversity: Diversity?
    /// Lowest fused score to answer. Absent: no bound.
    public var minScore: Float?
    /// Parts of the items to answer. Absent: everything but vectors.
    public var readMask: ReadMask?
    /// Share of the planned work that must be done for an answer, 0...1. Absent: 1.
    public var minCoverage: Float?
    /// Answer similarity, rank and contribution per field, and times.
    public var explain: Bool = false
    /// See at least this sequence number, or answer UNAVAILABLE. 0: any.
    public var minSequence: UInt64 = 0
    /// How hard to look. Absent: the gallery's choice.
    public var tuning: SearchTuning?

    public init(
        gallery: String = "",
        limit: UInt32 = 0,
        fields: [FieldQuery] = [],
        text: String = "",
        likeId: String = "",
        filter: Filter? = nil,
        excludeIds: [String] = [],
        fusion: Fusion? = nil,
        diversity: Diversity? = nil,
        minScore: Float? = nil,
        readMask: ReadMask? = nil,
        minCoverage: Float? = nil,
        explain: Bool = false,
        minSequence: UInt64 = 0,
        tuning: SearchTuning? = nil
    ) {
        self.gallery = gallery
        self.limit = limit
        self.fields = fields
        self.text = text
        self.likeId = likeId
        self.filter = filter
        self.excludeIds = excludeIds
        self.fusion = fusion
        self.diversity = diversity
        self.minScore = minScore
        self.readMask = readMask
        self.minCoverage = minCoverage
        self.explain = explain
        self.minSequence = minSequence
        self.tuning = tuning
    }
}
