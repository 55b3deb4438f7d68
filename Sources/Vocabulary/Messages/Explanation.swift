// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// What a search did.
public struct Explanation: Equatable, Sendable {
    /// Candidates taken per field in the last round.
    public var candidatesPerField: UInt32 = 0
    /// Candidates of all fields together.
    public var unionCount: UInt32 = 0
    /// Rounds of the search, 1...3; each doubles the candidates.
    public var roundCount: UInt32 = 0
    /// Live items that passed the filter.
    public var allowedCount: UInt64 = 0
    /// Where the time went.
    public var times: StageTimes?
    /// The fusion that was used.
    public var fusion: FusionKind?
    /// Weights that were used, by field.
    public var weights: [FieldWeight] = []
    /// How each searched field was searched, in declared order.
    public var fields: [FieldExplanation] = []
    /// The call's `traceparent`, as it came. Empty: none, or malformed.
    public var traceparent: String = ""

    public init(
        candidatesPerField: UInt32 = 0,
        unionCount: UInt32 = 0,
        roundCount: UInt32 = 0,
        allowedCount: UInt64 = 0,
        times: StageTimes? = nil,
        fusion: FusionKind? = nil,
        weights: [FieldWeight] = [],
        fields: [FieldExplanation] = [],
        traceparent: String = ""
    ) {
        self.candidatesPerField = candidatesPerField
        self.unionCount = unionCount
        self.roundCount = roundCount
        self.allowedCount = allowedCount
        self.times = times
        self.fusion = fusion
        self.weights = weights
        self.fields = fields
        self.traceparent = traceparent
    }
}
