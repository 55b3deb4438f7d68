public import Vocabulary

/// A search, planned once at the top: everything that the answer depends on, apart from the items.
public struct SearchPlan: Equatable, Sendable {
    /// Hits wanted, >= 1.
    public var limit: Int
    /// The searched fields, at least one, in declared order.
    public var fields: [PlannedField]
    public var fusion: FusionKind
    /// The constant of reciprocal rank fusion.
    public var rrfConstant: Float
    public var filter: Filter?
    /// Ids not to answer.
    public var excludedIds: [String]
    public var diversity: PlannedDiversity
    /// Lowest fused score to answer.
    public var minScore: Float?
    /// Candidates per field in the first round, unless scans say otherwise and may.
    public var candidatesPerField: Int
    /// True when scans may say how many candidates they take: when the request does not.
    public var followsScans: Bool
    /// Ranks are wanted.
    public var explains: Bool
    public var readMask: ReadMask?
    /// Share of the planned work that must be done for an answer, 0...1.
    public var minCoverage: Float
    public var minSequence: UInt64
    /// How hard to look.
    public var tuning: ScanTuning

    public init(
        limit: Int, fields: [PlannedField], fusion: FusionKind = .weighted, rrfConstant: Float = 60,
        filter: Filter? = nil, excludedIds: [String] = [], diversity: PlannedDiversity = PlannedDiversity(),
        minScore: Float? = nil, oversampling: Float = Limits.oversamplingDefault, explains: Bool = false,
        readMask: ReadMask? = nil, minCoverage: Float = 1, minSequence: UInt64 = 0,
        tuning: ScanTuning = ScanTuning(), followsScans: Bool = false
    ) {
        precondition(limit > 0 && !fields.isEmpty, "a search for nothing")
        self.limit = limit
        self.fields = fields
        self.fusion = fusion
        self.rrfConstant = rrfConstant
        self.filter = filter
        self.excludedIds = excludedIds
        self.diversity = diversity
        self.minScore = minScore
        self.candidatesPerField = SearchPlan.candidatesPerField(limit: limit, oversampling: oversampling)
        self.explains = explains
        self.readMask = readMask
        self.minCoverage = minCoverage
        self.minSequence = minSequence
        self.tuning = tuning
        self.followsScans = followsScans
    }

    /// The candidates that the first round takes per field: `limit · oversampling`, rounded up, but never fewer
    /// than the floor.
    static func candidatesPerField(limit: Int, oversampling: Float) -> Int {
        max(Int((Double(limit) * Double(oversampling)).rounded(.up)), Limits.candidateFloor)
    }

    /// The candidates that the first round takes per field with `scans`, one per field or none.
    ///
    /// What was measured for ten hits, in proportion for more. One field alone takes that; where several are fused, or
    /// hits are chosen for difference or by chance, fewer than usual would change more than recall.
    public func candidatesPerField(with scans: [FieldScan]) -> Int {
        let measured =
            scans.map { scan in
                if case .lists(let probes) = scan { probes.candidateCount } else { 0 }
            }.max() ?? 0
        guard followsScans, measured > 0 else { return candidatesPerField }
        let count = min(max(measured, (measured * limit + 9) / 10), Limits.candidateCountMax)
        let isPlain = fields.count == 1 && !diversity.isMarginal && diversity.seed == nil
        return isPlain ? count : max(count, candidatesPerField)
    }

    /// True when some items may not be answered.
    public var isRestricted: Bool { filter != nil || !excludedIds.isEmpty }

    /// What every shard is told.
    public func shardQuery(galleryNumber: UInt32) -> ShardQuery {
        ShardQuery(
            galleryNumber: galleryNumber, probes: fields.map { FieldProbe(field: $0.index, vector: $0.vector) },
            filter: filter, excludedIds: excludedIds, minSequence: minSequence)
    }
}
