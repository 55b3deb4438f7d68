internal import Gallery
internal import Ground
internal import Routing
internal import Serving
internal import Vocabulary

/// Where searches wait for a worker. Those that wait at the same moment are answered together, and none waits for
/// company: a worker that comes takes what is there.
final class SearchDesk: SearchAnswering, PoolJob {
    private let store: any StorePort
    let pipeline: SearchPipeline
    private let slowLog: SlowLog?
    private let queue = Guarded(SearchQueue<WaitingSearch>())

    /// - Parameter slowLog: for which slow searches are explained, too.
    init(store: any StorePort, pipeline: SearchPipeline, slowLog: SlowLog?) {
        self.store = store
        self.slowLog = slowLog
        self.pipeline = pipeline
    }

    /// Has `searches` answered by workers, each by its completion.
    func add(_ searches: [WaitingSearch], of call: CallContext) {
        let jobCount = queue.withLock { $0.add(searches, workerCount: call.workerCount) }
        for _ in 0..<jobCount { call.startOnPool(self) }
    }

    func runOnPool() {
        let waiting = queue.withLock { $0.take() }
        var share = WorkShare(count: waiting.count)
        var planned: [PlannedSearch] = []
        var numbers: [Int] = []
        for (number, search) in waiting.enumerated() {
            do throws(CallFailure) {
                planned.append(try plan(search))
                numbers.append(number)
            } catch {
                search.call.charge(nanoseconds: share.next())
                search.completion(.failure(error))
            }
        }
        pipeline.run(planned) { place, result in
            let search = waiting[numbers[place]]
            search.call.charge(nanoseconds: share.next())
            search.completion(result.map { search.response($0, planned[place].plan, slowLog) })
        }
    }

    private func plan(_ search: WaitingSearch) throws(CallFailure) -> PlannedSearch {
        var (draft, times, clock) = (search.draft, search.times, search.clock)
        times.queue += clock.lap()
        try search.context.check()
        try fillLiked(&draft, search.gallery, search.context)
        let plan = try draft.plan(calibrations: store.calibrations(ofGallery: search.gallery.number))
        return PlannedSearch(plan: plan, gallery: search.gallery, context: search.context, times: times)
    }

    /// Fills in the vectors of the item to be like; a field that it lacks keeps none.
    private func fillLiked(
        _ draft: inout SearchDraft, _ gallery: GalleryRecord, _ context: ShardContext
    ) throws(CallFailure) {
        guard let id = draft.likeId else { return }
        let owner = pipeline.shards[Hash.shard(of: Hash.xxh3(id), shardCount: pipeline.shards.count)]
        try draft.fill(liked: owner.vectors(ofItem: id, inGallery: gallery.number, in: context))
    }
}
