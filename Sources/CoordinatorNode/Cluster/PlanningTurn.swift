internal import Eventing
internal import Indexing
internal import Kernels
internal import Routing
internal import Vocabulary

/// Chooses lists for searches, those of one turn of the loop together: the centroids are read once for all of them.
final class PlanningTurn: LoopTask, @unchecked Sendable {
    // Unchecked: confined to the loop.

    typealias Completion = (Result<[FieldScan], CallFailure>) -> Void

    private let loop: EventLoop
    private let planner: ListPlanner
    private var asks: [(ask: ScanAsk, gallery: Result<any PlannedGallery, CallFailure>)] = []
    private var completions: [Completion] = []

    init(loop: EventLoop, kernels: KernelSet) {
        self.loop = loop
        planner = ListPlanner(kernels: kernels)
    }

    /// Tells within this turn how the fields of a search are to be searched.
    func add(_ ask: ScanAsk, _ gallery: any PlannedGallery, _ completion: @escaping Completion) {
        if asks.isEmpty { loop.post(self) }
        asks.append((ask, .success(gallery)))
        completions.append(completion)
    }

    func runOnLoop() {
        let (asks, completions) = (asks, completions)
        self.asks.removeAll()
        self.completions.removeAll()
        for (completion, scans) in zip(completions, planner.scans(for: asks)) { completion(scans) }
    }
}
