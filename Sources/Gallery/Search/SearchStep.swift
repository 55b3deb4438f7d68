public import Vocabulary

/// What a search needs next.
public enum SearchStep: Equatable, Sendable {
    /// Ask every shard, then `accept(candidates:)`.
    case candidates(CandidateRequest)
    /// Ask these shards, each once, then `accept(pool:)` with one answer per request, in this order.
    case pool([PoolRequest])
    /// Ask the planner whether more lists are to be probed than in this round, then `accept(scans:)`.
    case scans(ScanProgress)
    /// The search is over.
    case done(SearchOutcome)
}
