import Routing
import Vocabulary

/// A planner that answers what it was told, whatever the search, and widens as another one does.
struct FixedPlanner: ProbePlanner {
    let scans: [FieldScan]
    let widening: any ProbePlanner

    func scans(
        for query: ShardQuery, tuning: ScanTuning, allowedCount: UInt64?
    ) throws(CallFailure) -> [FieldScan] {
        scans
    }

    func widened(
        _ scans: [FieldScan], for query: ShardQuery, tuning: ScanTuning, after progress: ScanProgress
    ) throws(CallFailure) -> [FieldScan]? {
        try widening.widened(scans, for: query, tuning: tuning, after: progress)
    }
}
