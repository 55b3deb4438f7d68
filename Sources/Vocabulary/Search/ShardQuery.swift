/// What every shard is told of a search, once: the plan without what only the top needs.
///
/// All lists of an answer that go "by field" follow the order of `probes`.
public struct ShardQuery: Equatable, Sendable {
    /// Number of the gallery in the store.
    public var galleryNumber: UInt32
    /// The searched fields, 1...16, in declared order.
    public var probes: [FieldProbe]
    /// Which items may be answered, as the caller stated it; tags are compared after case folding. nil: all.
    public var filter: Filter?
    /// Ids not to answer, in any order, perhaps twice.
    public var excludedIds: [String]
    /// The view must hold at least this sequence number, else `UNAVAILABLE`. 0: any.
    public var minSequence: UInt64

    public init(
        galleryNumber: UInt32, probes: [FieldProbe], filter: Filter? = nil, excludedIds: [String] = [],
        minSequence: UInt64 = 0
    ) {
        self.galleryNumber = galleryNumber
        self.probes = probes
        self.filter = filter
        self.excludedIds = excludedIds
        self.minSequence = minSequence
    }
}
