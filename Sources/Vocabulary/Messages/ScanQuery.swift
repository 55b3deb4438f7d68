// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// What every shard is told of a search.
public struct ScanQuery: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// The searched fields, 1...16, in declared order.
    public var probes: [ScanProbe] = []
    /// Which items may be answered. Absent: all.
    public var filter: Filter?
    /// Ids not to answer.
    public var excludedIds: [String] = []
    /// The view must hold at least this sequence number. 0: any.
    public var minSequence: UInt64 = 0

    public init(
        gallery: UInt32 = 0,
        probes: [ScanProbe] = [],
        filter: Filter? = nil,
        excludedIds: [String] = [],
        minSequence: UInt64 = 0
    ) {
        self.gallery = gallery
        self.probes = probes
        self.filter = filter
        self.excludedIds = excludedIds
        self.minSequence = minSequence
    }
}
