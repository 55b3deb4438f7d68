internal import Gallery
internal import Ground
internal import Kernels
internal import Routing
internal import Vocabulary

/// The way of a query, on one page: a plan goes in, hits come out. Runs on one worker thread from end to end.
struct SearchPipeline {
    /// How often a search is begun anew because a training was published between its plan and its scan.
    private static let replanCountMax = 2

    let shards: [any ShardPort]
    let planner: any ProbePlanner
    let kernels: KernelSet

    /// What `plan` finds in `gallery`.
    ///
    /// - Throws: `DEADLINE_EXCEEDED` when less than the plan's `minCoverage` was looked at in time; `CANCELLED`; and
    ///   what a shard throws.
    func run(
        _ plan: SearchPlan, in gallery: GalleryRecord, _ context: ShardContext, _ times: inout StageTimes
    ) throws(CallFailure) -> FoundHits {
        for _ in 0..<Self.replanCountMax {
            do throws(CallFailure) {
                return try attempt(plan, in: gallery, context, &times)
            } catch {
                guard error.status == .aborted, error.reason == "codebook_changed" else { throw error }
            }
        }
        return try attempt(plan, in: gallery, context, &times)
    }

    private func attempt(
        _ plan: SearchPlan, in gallery: GalleryRecord, _ context: ShardContext, _ times: inout StageTimes
    ) throws(CallFailure) -> FoundHits {
        var clock = Stopwatch()

        // Each shard fixes the view it will answer from, and makes a bitmap of the filter.
        let query = plan.shardQuery(galleryNumber: gallery.number)
        var searches: [any ShardSearch] = []
        for shard in shards { searches.append(try shard.beginSearch(query, in: context)) }
        times.filter += clock.lap()

        // Exact or by codes, and which lists: decided once for all shards, from counts of the whole gallery.
        let scans = try planner.scans(
            for: query, tuning: plan.tuning,
            allowedCount: plan.isRestricted ? searches.reduce(0) { $0 + $1.allowedCount } : nil)

        // Rounds: candidates, fusion, choice, and once more with twice as many if too few are left.
        var run = SearchRun(plan, scans: scans, kernels: kernels)
        var finished: SearchOutcome?
        while finished == nil {
            switch run.next() {
            case .candidates(let request):
                var answers: [CandidateAnswer] = []
                for search in searches { answers.append(try search.candidates(request, in: context)) }
                times.scan += clock.lap()
                try run.accept(candidates: answers)
            case .pool(let requests):
                var answers: [PoolAnswer] = []
                for request in requests {
                    answers.append(try searches[Int(request.shard)].pool(request, in: context))
                }
                try run.accept(pool: answers)
            case .done(let outcome): finished = outcome
            }
            times.fuse += clock.lap()
        }
        var outcome = finished!
        guard outcome.coverage >= plan.minCoverage else { throw Self.tooLate(outcome.coverage, plan.minCoverage) }

        // Payload, for the chosen alone.
        var hits = try payload(of: outcome.items, plan, searches, context)
        // What was deleted since the views were fixed has no payload any more.
        let foundCount = hits.count
        hits.removeAll { $0.version == 0 }
        if hits.count < foundCount, outcome.shortReason == nil { outcome.shortReason = .exhausted }
        Self.cut(&hits, &outcome)
        times.fetch += clock.lap()
        return FoundHits(outcome: outcome, scans: scans, hits: hits)
    }

    /// The chosen items as hits, in their order; each shard is asked once.
    private func payload(
        of chosen: [ChosenItem], _ plan: SearchPlan, _ searches: [any ShardSearch], _ context: ShardContext
    ) throws(CallFailure) -> [Hit] {
        var hits = chosen.map { Hit(score: $0.score, fields: $0.fields) }
        for (shard, search) in searches.enumerated() {
            let places = chosen.indices.filter { chosen[$0].reference.shard == UInt32(shard) }
            guard !places.isEmpty else { continue }
            let items = try search.payload(of: places.map { chosen[$0].reference.ordinal }, plan.readMask, in: context)
            for (place, stored) in zip(places, items) {
                hits[place].item = stored.item
                hits[place].version = stored.version
                hits[place].vectors = stored.vectors
            }
        }
        return hits
    }

    /// Drops the last hits where the reply would pass its size limit.
    private static func cut(_ hits: inout [Hit], _ outcome: inout SearchOutcome) {
        var byteCount = 0
        for (place, hit) in hits.enumerated() {
            byteCount += hit.item?.approximateByteCount ?? 0
            byteCount += hit.vectors.reduce(0) { $0 + 4 * $1.values.count }
            guard place == 0 || byteCount <= Limits.replyByteCountMax else {
                hits.removeSubrange(place...)
                outcome.shortReason = .replySize
                return
            }
        }
    }

    private static func tooLate(_ coverage: Float, _ wanted: Float) -> CallFailure {
        CallFailure(
            .deadlineExceeded, "coverage_too_low",
            "only \(coverage) of the planned items were looked at in time, \(wanted) were asked for",
            field: "min_coverage")
    }
}
