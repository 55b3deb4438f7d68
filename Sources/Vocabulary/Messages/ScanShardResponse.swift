// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// The best candidates of a shard: flat, as in memory. Candidates stand in the order of their id hashes.
public struct ScanShardResponse: Equatable, Sendable {
    /// The view that was searched.
    public var view: UInt64 = 0
    /// Its sequence number.
    public var sequence: UInt64 = 0
    /// Live items that filter and exclusions allow.
    public var allowedCount: UInt64 = 0
    /// Items the plan wanted looked at, and those that were.
    public var plannedCount: UInt64 = 0
    /// See above.
    public var scannedCount: UInt64 = 0
    /// By probe: what `planned_count` sums up.
    public var fieldPlannedCounts: [UInt64] = []
    /// By probe: how many of them are allowed.
    public var fieldMatchedCounts: [UInt64] = []
    /// Of each candidate, its ordinal.
    public var ordinals: [UInt32] = []
    /// Of each candidate, the XXH3-64 of its id.
    public var idHashes: [UInt64] = []
    /// Of each candidate, a bit per probe: whether it has the field.
    public var presence: [UInt32] = []
    /// Exact similarities, `[candidates, probes]`, row-major.
    public var similarities: [Float] = []
    /// By probe.
    public var lists: [ScanList] = []
    /// Where each candidate's part of `similar_hashes` starts, and the end. Empty unless asked for.
    public var similarStarts: [UInt32] = []
    /// The XXH3-64 of the ids that the candidates list as similar.
    public var similarHashes: [UInt64] = []
    /// Live items of the view.
    public var liveCount: UInt64 = 0
    /// Positions in the candidates of those that are answered whole, best first.
    public var likelyPositions: [UInt32] = []
    /// These, one each; one that was deleted since has version 0.
    public var likelyItems: [StoredItem] = []

    public init(
        view: UInt64 = 0,
        sequence: UInt64 = 0,
        allowedCount: UInt64 = 0,
        plannedCount: UInt64 = 0,
        scannedCount: UInt64 = 0,
        fieldPlannedCounts: [UInt64] = [],
        fieldMatchedCounts: [UInt64] = [],
        ordinals: [UInt32] = [],
        idHashes: [UInt64] = [],
        presence: [UInt32] = [],
        similarities: [Float] = [],
        lists: [ScanList] = [],
        similarStarts: [UInt32] = [],
        similarHashes: [UInt64] = [],
        liveCount: UInt64 = 0,
        likelyPositions: [UInt32] = [],
        likelyItems: [StoredItem] = []
    ) {
        self.view = view
        self.sequence = sequence
        self.allowedCount = allowedCount
        self.plannedCount = plannedCount
        self.scannedCount = scannedCount
        self.fieldPlannedCounts = fieldPlannedCounts
        self.fieldMatchedCounts = fieldMatchedCounts
        self.ordinals = ordinals
        self.idHashes = idHashes
        self.presence = presence
        self.similarities = similarities
        self.lists = lists
        self.similarStarts = similarStarts
        self.similarHashes = similarHashes
        self.liveCount = liveCount
        self.likelyPositions = likelyPositions
        self.likelyItems = likelyItems
    }
}
