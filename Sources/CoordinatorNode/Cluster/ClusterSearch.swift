internal import Gallery
internal import Ground
internal import Indexing
internal import Kernels
internal import Routing
internal import Serving
internal import Vocabulary
internal import Wire

/// One search over the shards of a cluster, from its plan to its reply: the rounds of a `SearchRun`, each asked of all
/// shards at once. On the loop; kept alive by the rounds under way.
final class ClusterSearch {
    let search: WaitingSearch
    let fleet: ShardFleet
    let slowLog: SlowLog?
    private var draft: SearchDraft
    private var gallery: CountedGallery?
    var plan: SearchPlan?
    private(set) var query = ShardQuery(galleryNumber: 0, probes: [])
    private var tuning = ScanTuning()
    var run: SearchRun?
    /// By shard: the view that it answers from, once it has answered.
    var views: [UInt64]
    /// By shard: who answered for it last.
    var repliers: [ReplicaId?]
    /// By shard: items that came with its candidates, with their ordinals.
    var likelyItems: [[(ordinal: UInt32, item: StoredItem)]]
    /// Why a shard is missing in the answer.
    private(set) var absence: CallFailure?
    var times: StageTimes
    var clock: Stopwatch
    private var restartCount = 0
    private let begunAt = MonotonicTime.now

    /// How often a search is begun anew because a shard changed between its rounds.
    private static let restartCountMax = 2

    init(_ search: WaitingSearch, _ fleet: ShardFleet, slowLog: SlowLog?) {
        self.search = search
        self.fleet = fleet
        self.slowLog = slowLog
        draft = search.draft
        times = search.times
        clock = search.clock
        let shardCount = fleet.replicas.count
        views = Array(repeating: 0, count: shardCount)
        repliers = Array(repeating: nil, count: shardCount)
        likelyItems = Array(repeating: [], count: shardCount)
    }

    var shards: Range<Int> { 0..<fleet.replicas.count }

    /// When shards must have answered: some time before the caller's deadline, for what is done with the answers.
    var shardDeadline: MonotonicTime {
        let now = MonotonicTime.now
        guard search.context.deadline != .never else {
            return now.advanced(microseconds: Limits.shardTimeoutMicroseconds)
        }
        let left = now.microsecondsLeft(until: search.context.deadline)
        return now.advanced(microseconds: left - min(left / 10, Limits.mergeReserveMicroseconds))
    }

    // MARK: The way

    func start() {
        times.queue += clock.lap()
        attempt { () throws(CallFailure) in
            gallery = CountedGallery(
                gallery: try fleet.catalogue.withLock { (catalogue) throws(CallFailure) in
                    try catalogue.gallery(number: search.gallery.number)
                })
            if draft.likeId == nil { try begin() } else { fetchLiked() }
        }
    }

    /// Goes on with the search, or ends it with what `step` throws.
    func attempt(_ step: () throws(CallFailure) -> Void) {
        do throws(CallFailure) {
            try search.context.check()
            try step()
        } catch {
            end(.failure(error))
        }
    }

    /// Answers. How long that took says how many more there is time for.
    func end(_ result: Result<SearchResponse, CallFailure>) {
        search.call.charge(waitedNanoseconds: Int(clamping: MonotonicTime.now.nanoseconds - begunAt.nanoseconds))
        search.completion(result)
    }

    private func fetchLiked() {
        let id = draft.likeId ?? ""
        let request = FetchItemVectorsRequest(gallery: search.gallery.number, id: id)
        let owner = Hash.shard(of: Hash.xxh3(id), shardCount: shards.count)
        fleet.ask(
            [ShardAsk(shard: owner, frame: request.frame)], .fetchItemVectors, deadline: shardDeadline,
            context: search.context
        ) {
            [self] replies in
            attempt { () throws(CallFailure) in
                let response = try unsafe FetchItemVectorsResponse(wire: replies[0].get().bytes.bytes)
                var vectors = [[Float]?](repeating: nil, count: search.gallery.completeSpec.fields.count)
                for vector in response.vectors where vector.field < vectors.count {
                    vectors[Int(vector.field)] = vector.vector
                }
                try draft.fill(liked: response.isFound ? vectors : nil)
                try begin()
            }
        }
    }

    private func begin() throws(CallFailure) {
        guard let gallery else { return }
        let plan = try draft.plan(calibrations: gallery.gallery.calibrations)
        self.plan = plan
        tuning = plan.tuning
        query = plan.shardQuery(galleryNumber: search.gallery.number)
        // What was acknowledged is in the next search: there is no copy of a shard that could be behind.
        query.minSequence = 0
        if plan.isRestricted { count() } else { scan(allowedCount: nil) }
    }

    /// Asks what the filter leaves, as the choice of lists depends on the whole gallery.
    private func count() {
        let request = CountAllowedRequest(query: query.message)
        fleet.ask(
            shards.map { ShardAsk(shard: $0, frame: request.frame) }, .countAllowed, deadline: shardDeadline,
            context: search.context
        ) {
            [self] replies in
            times.filter += clock.lap()
            attempt { () throws(CallFailure) in
                var allowedCount: UInt64 = 0
                var fieldLiveCounts = [Int](repeating: 0, count: gallery?.fieldCount ?? 0)
                for (shard, reply) in replies.enumerated() {
                    guard let reply = try taken(reply) else { continue }
                    let response = try unsafe CountAllowedResponse(wire: reply.bytes.bytes)
                    guard response.fieldLiveCounts.count == fieldLiveCounts.count else {
                        throw Self.wrong(shard, "the gallery has other fields there")
                    }
                    views[shard] = response.view
                    repliers[shard] = reply.replica
                    fleet.liveCounts[shard][search.gallery.number] = response.liveCount
                    allowedCount += response.allowedCount
                    gallery?.liveCount += Int(clamping: response.liveCount)
                    for (field, count) in response.fieldLiveCounts.enumerated() {
                        fieldLiveCounts[field] += Int(clamping: count)
                    }
                }
                gallery?.fieldLiveCounts = fieldLiveCounts
                scan(allowedCount: allowedCount)
            }
        }
    }

    private func scan(allowedCount: UInt64?) {
        guard let plan, let gallery else { return }
        let ask = ScanAsk(query, tuning: tuning, allowedCount: allowedCount)
        fleet.planning.add(ask, gallery) { [self] scans in
            attempt { () throws(CallFailure) in
                run = SearchRun(plan, scans: try scans.get(), kernels: fleet.kernels)
                times.plan += clock.lap()
                try step()
            }
        }
    }

    /// What the search needs next.
    func step() throws(CallFailure) {
        while let next = run?.next() {
            switch next {
            case .candidates(let request): return askCandidates(request)
            case .pool(let requests): return askRows(requests)
            case .scans(let progress):
                guard let gallery, let scans = run?.scans else { return }
                let wider = ListPlanner(kernels: fleet.kernels).widened(
                    scans, for: query, in: gallery, tuning: tuning, after: progress)
                run?.accept(scans: wider)
            case .done(let outcome): return try finish(outcome)
            }
        }
    }

    // MARK: Rounds

    private func askRows(_ requests: [PoolRequest]) {
        guard let plan else { return }
        let fields = plan.fields.map { UInt32($0.index) }
        let asks = requests.map { request in
            let shard = Int(request.shard)
            let message = FetchRowsRequest(
                gallery: search.gallery.number, view: views[shard], fields: fields, ordinals: request.ordinals)
            return ShardAsk(shard: shard, frame: message.frame, preferred: repliers[shard])
        }
        fleet.ask(asks, .fetchRows, deadline: shardDeadline, context: search.context) { [self] replies in
            attempt { () throws(CallFailure) in
                var answers: [PoolAnswer] = []
                for reply in replies {
                    guard let reply = try followed(reply) else { return }
                    let response = try unsafe FetchRowsResponse(wire: reply.bytes.bytes)
                    answers.append(PoolAnswer(rows: response.rows.map { HalfBytes.halves(of: $0) ?? [] }))
                }
                try run?.accept(pool: answers) { (try? search.context.check()) == nil }
                times.fuse += clock.lap()
                try search.context.check()
                try step()
            }
        }
    }

    // MARK: What can go wrong

    /// The reply of a shard that is asked first in a round; nil when the shard is missing in the answer.
    ///
    /// - Throws: what concerns the search as a whole.
    func taken(_ reply: Result<ShardReply, CallFailure>) throws(CallFailure) -> ShardReply? {
        switch reply {
        case .success(let reply): return reply
        case .failure(let failure):
            guard failure.status == .unavailable || failure.status == .deadlineExceeded else { throw failure }
            absence = failure
            return nil
        }
    }

    /// The reply of a shard that has answered this search before; nil when the search begins anew without it.
    func followed(_ reply: Result<ShardReply, CallFailure>) throws(CallFailure) -> ShardReply? {
        switch reply {
        case .success(let reply): return reply
        case .failure(let failure):
            guard failure.status == .unavailable || failure.status == .aborted, restart() else { throw failure }
            return nil
        }
    }

    /// True when a shard has changed since the search was planned: its gallery was trained, or its view is gone.
    static func isOvertaken(_ replies: [Result<ShardReply, CallFailure>]) -> Bool {
        replies.contains { reply in
            guard case .failure(let failure) = reply else { return false }
            return failure.status == .aborted
        }
    }

    /// Begins the search anew after its shards have said what they hold; false when that was done too often.
    func restart() -> Bool {
        guard restartCount < Self.restartCountMax else { return false }
        restartCount += 1
        nonisolated(unsafe) let search = self
        fleet.refresh {
            unsafe search.run = nil
            unsafe search.views = unsafe search.views.map { _ in 0 }
            unsafe search.likelyItems = unsafe search.likelyItems.map { _ in [] }
            unsafe search.start()
        }
        return true
    }

    static func wrong(_ shard: Int, _ what: String) -> CallFailure {
        CallFailure(.internal, "bad_shard_answer", "shard \(shard) answered wrongly: \(what)", value: Int64(shard))
    }
}
