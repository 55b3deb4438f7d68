// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Asks for guide images.
public struct FindGuidesRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// The scene. Absent: `prompt` or `vectors` instead.
    public var scene: Scene?
    /// Text to look for instead of a scene. Empty: none.
    public var prompt: String = ""
    /// Vectors to look for, by field, instead of a text; with a scene they replace its search text field by field.
    public var vectors: [FieldVector] = []
    /// Images wanted, 1...1,000. 0: 4.
    public var imageCount: UInt32 = 0
    /// Weights by field. Fields not named have the gallery's.
    public var weights: [FieldWeight] = []
    /// Ids not to answer, those used before for example; at most 10,000.
    public var excludeIds: [String] = []
    /// Another seed gives another good choice. Absent: the best ones.
    public var seed: UInt64?
    /// Which items may be answered. Absent: all.
    public var filter: Filter?
    /// Fusion. Absent: the gallery's.
    public var fusion: Fusion?
    /// How the guides differ; `seed` above wins over the one in here. Absent: by maximal marginal relevance.
    public var diversity: Diversity?
    /// Lowest fused score to answer. Absent: no bound.
    public var minScore: Float?
    /// Parts of the items to answer. Absent: everything but vectors.
    public var readMask: ReadMask?
    /// Share of the planned work that must be done for an answer, 0...1. Absent: 1.
    public var minCoverage: Float?
    /// Answer similarity, rank and contribution per field, and times.
    public var explain: Bool = false
    /// How hard to look. Absent: the gallery's choice.
    public var tuning: SearchTuning?

    public init(
        gallery: String = "",
        scene: Scene? = nil,
        prompt: String = "",
        vectors: [FieldVector] = [],
        imageCount: UInt32 = 0,
        weights: [FieldWeight] = [],
        excludeIds: [String] = [],
        seed: UInt64? = nil,
        filter: Filter? = nil,
        fusion: Fusion? = nil,
        diversity: Diversity? = nil,
        minScore: Float? = nil,
        readMask: ReadMask? = nil,
        minCoverage: Float? = nil,
        explain: Bool = false,
        tuning: SearchTuning? = nil
    ) {
        self.gallery = gallery
        self.scene = scene
        self.prompt = prompt
        self.vectors = vectors
        self.imageCount = imageCount
        self.weights = weights
        self.excludeIds = excludeIds
        self.seed = seed
        self.filter = filter
        self.fusion = fusion
        self.diversity = diversity
        self.minScore = minScore
        self.readMask = readMask
        self.minCoverage = minCoverage
        self.explain = explain
        self.tuning = tuning
    }
}
