public import Vocabulary

/// Chooses how the fields of a search are searched, the same for all shards: whoever holds the gallery's codebooks.
public protocol ProbePlanner: Sendable {
    /// How each probe's field is to be searched, in the order of the probes.
    ///
    /// - Parameter allowedCount: live items of the whole gallery that filter and exclusions allow; nil when there are
    ///   neither.
    /// - Throws: `NOT_FOUND` when there is no such gallery.
    func scans(
        for query: ShardQuery, tuning: ScanTuning, allowedCount: UInt64?
    ) throws(CallFailure) -> [FieldScan]
}
