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

    /// The same for several searches, in their order; work may be shared among them.
    func scans(for asks: [ScanAsk]) -> [Result<[FieldScan], CallFailure>]

    /// How the fields are to be searched once more, after what a round found; nil when that was enough.
    ///
    /// - Parameter scans: those of the round.
    /// - Throws: `NOT_FOUND` when there is no such gallery any more.
    func widened(
        _ scans: [FieldScan], for query: ShardQuery, tuning: ScanTuning, after progress: ScanProgress
    ) throws(CallFailure) -> [FieldScan]?
}

extension ProbePlanner {
    /// One after the other.
    public func scans(for asks: [ScanAsk]) -> [Result<[FieldScan], CallFailure>] {
        asks.map { ask in
            do throws(CallFailure) {
                return .success(try scans(for: ask.query, tuning: ask.tuning, allowedCount: ask.allowedCount))
            } catch {
                return .failure(error)
            }
        }
    }
}
