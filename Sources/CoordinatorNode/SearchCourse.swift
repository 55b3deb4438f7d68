internal import Gallery
internal import Kernels
internal import Routing
internal import Vocabulary

/// One search on its way through the pipeline: what each shard holds for it, and how far it has come.
final class SearchCourse {
    let plan: SearchPlan
    let context: ShardContext
    /// By shard.
    let searches: [any ShardSearch]
    /// What the planner was asked.
    let ask: ScanAsk
    var run: SearchRun
    var times: StageTimes
    var clock: Stopwatch

    init(_ start: CourseStart, scans: [FieldScan], kernels: KernelSet) {
        plan = start.planned.plan
        context = start.planned.context
        searches = start.searches
        ask = start.ask
        run = SearchRun(plan, scans: scans, kernels: kernels)
        times = start.planned.times
        clock = start.clock
        times.plan += clock.lap()
    }

    /// Candidates that the first round may bring.
    var candidateCount: Int { plan.fields.count * plan.candidatesPerField(with: run.scans) }

    /// True when codes are scanned, in one field at least.
    var isByCodes: Bool { run.scans.contains { $0 != .exact } }
}
