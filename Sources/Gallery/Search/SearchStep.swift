public import Vocabulary

/// What a search needs next.
public enum SearchStep: Equatable, Sendable {
    /// Ask every shard, then `accept(candidates:)`.
    case candidates(CandidateRequest)
    /// Ask these shards, each once, then `accept(pool:)` with one answer per request, in this order.
    case pool([PoolRequest])
    /// The search is over.
    case done(SearchOutcome)
}
