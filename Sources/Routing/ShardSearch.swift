public import Vocabulary

/// One search on one shard. It holds its view until it is dropped, so that ordinals keep their meaning from round to
/// round; use it from one thread at a time.
public protocol ShardSearch: AnyObject {
    /// Live items of this shard that the query's filter and exclusions allow; all live ones when there are neither.
    var allowedCount: UInt64 { get }

    /// The best candidates that the query's filter and exclusions allow.
    ///
    /// Out of time, an answer that counts less scanned than planned may be given instead of a failure.
    func candidates(_ request: CandidateRequest, in context: ShardContext) throws(CallFailure) -> CandidateAnswer

    /// The vectors of candidates, in the searched fields.
    func pool(_ request: PoolRequest, in context: ShardContext) throws(CallFailure) -> PoolAnswer

    /// The items with these ordinals, in this order, with their versions; `mask` says which parts, nil everything but
    /// vectors.
    func payload(
        of ordinals: [UInt32], _ mask: ReadMask?, in context: ShardContext
    ) throws(CallFailure) -> [StoredItem]
}
