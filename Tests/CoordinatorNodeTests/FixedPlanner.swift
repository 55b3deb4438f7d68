import Routing
import Vocabulary

/// A planner that answers what it was told, whatever the search.
struct FixedPlanner: ProbePlanner {
    let scans: [FieldScan]

    func scans(
        for query: ShardQuery, tuning: ScanTuning, allowedCount: UInt64?
    ) throws(CallFailure) -> [FieldScan] {
        scans
    }
}
