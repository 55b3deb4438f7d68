public import Routing
public import Vocabulary

extension LocalShard: ProbePlanner {
    public func scans(
        for query: ShardQuery, tuning: ScanTuning, allowedCount: UInt64?
    ) throws(CallFailure) -> [FieldScan] {
        query.probes.map { _ in .exact }
    }
}
