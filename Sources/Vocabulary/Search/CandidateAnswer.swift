/// What one shard answers in a round: the union of its best candidates per field, flat.
///
/// Candidates stand in the order of their id hashes, and where two hashes are equal, of their ids' bytes. Items with
/// equal hashes always live on one shard, so this order decides every tie and ids need not travel.
public struct CandidateAnswer: Equatable, Sendable {
    /// Number of the shard.
    public var shard: UInt32
    /// Sequence number of the view that was searched.
    public var sequence: UInt64
    /// Live items that filter and exclusions allow.
    public var allowedCount: UInt64
    /// Items that the plan wanted looked at, and those that were before time ran out: summed over the fields, the
    /// allowed items where a field is searched exactly, else the items in its probed lists.
    public var plannedCount: UInt64
    public var scannedCount: UInt64
    /// By field: what `plannedCount` sums up.
    public var fieldPlannedCounts: [UInt64]
    /// By field: how many of them filter and exclusions allow; all of them where there are neither.
    public var fieldMatchedCounts: [UInt64]
    /// Of each candidate, its ordinal.
    public var ordinals: [UInt32]
    /// Of each candidate, the XXH3-64 of its id.
    public var idHashes: [UInt64]
    /// Of each candidate, a bit per searched field: bit i is set when the item has the field of probe i.
    public var presence: [UInt16]
    /// Exact similarities, shape `[candidates, probes]`, row-major; 0 where the field is missing, never a NaN.
    public var similarities: [Float]
    /// By field: the best, at most as many as were asked for. Each candidate is in at least one list.
    public var lists: [CandidateList]
    /// Where each candidate's part of `similarHashes` starts, and the end: one more than candidates. Empty when nothing
    /// lists similar ones, and unless asked for.
    public var similarStarts: [UInt32]
    /// The XXH3-64 of the ids that the candidates list as similar, candidate after candidate.
    public var similarHashes: [UInt64]
    /// What the exact similarities took.
    public var rerankTime = TakenTime()

    /// - Parameter fieldMatchedCounts: empty: those planned.
    public init(
        shard: UInt32, sequence: UInt64 = 0, allowedCount: UInt64 = 0, plannedCount: UInt64 = 0,
        scannedCount: UInt64 = 0, fieldPlannedCounts: [UInt64] = [], fieldMatchedCounts: [UInt64] = [],
        ordinals: [UInt32] = [], idHashes: [UInt64] = [], presence: [UInt16] = [],
        similarities: [Float] = [], lists: [CandidateList] = [], similarStarts: [UInt32] = [],
        similarHashes: [UInt64] = []
    ) {
        self.shard = shard
        self.sequence = sequence
        self.allowedCount = allowedCount
        self.plannedCount = plannedCount
        self.scannedCount = scannedCount
        self.fieldPlannedCounts = fieldPlannedCounts
        self.fieldMatchedCounts = fieldMatchedCounts.isEmpty ? fieldPlannedCounts : fieldMatchedCounts
        self.ordinals = ordinals
        self.idHashes = idHashes
        self.presence = presence
        self.similarities = similarities
        self.lists = lists
        self.similarStarts = similarStarts
        self.similarHashes = similarHashes
    }
}
