internal import Gallery
internal import Ground
internal import Kernels
internal import Routing
internal import Vocabulary

/// The way of queries, on one page: plans go in, hits come out. Runs on one worker thread from end to end.
///
/// Several searches go hand in hand: what they ask of a shard in a round is one ask, so that the shard may share work
/// among them. Each answer is the one that the search gets alone.
struct SearchPipeline {
    /// How often a search is begun anew because a training was published between its plan and its scan.
    private static let replanCountMax = 2

    /// Takes what became of the search with this number.
    typealias Ended = (_ number: Int, _ result: Result<FoundHits, CallFailure>) -> Void

    let shards: [any ShardPort]
    let planner: any ProbePlanner
    let kernels: KernelSet

    /// What `plan` finds in `gallery`.
    ///
    /// - Throws: as the results of several searches say.
    func run(
        _ plan: SearchPlan, in gallery: GalleryRecord, _ context: ShardContext, _ times: inout StageTimes
    ) throws(CallFailure) -> FoundHits {
        var result: Result<FoundHits, CallFailure>?
        run([PlannedSearch(plan: plan, gallery: gallery, context: context, times: times)]) { result = $1 }
        let found = try result!.get()
        times = found.times
        return found
    }

    /// Answers several searches, each as soon as it has come to its end.
    ///
    /// - Parameter ended: called once for each, in any order, with `DEADLINE_EXCEEDED` when less than the plan's
    ///   `minCoverage` was looked at in time; `CANCELLED`; and what a shard throws.
    func run(_ searches: [PlannedSearch], _ ended: Ended) {
        var waiting = Array(searches.indices)
        for round in 0...Self.replanCountMax {
            var overtaken: [Int] = []
            attempt(waiting, of: searches) { number, result in
                if case .failure(let failure) = result, failure.status == .aborted,
                    failure.reason == "codebook_changed", round < Self.replanCountMax
                {
                    overtaken.append(number)
                } else {
                    ended(number, result)
                }
            }
            waiting = overtaken
        }
    }

    private func attempt(_ numbers: [Int], of searches: [PlannedSearch], _ ended: Ended) {
        var started: [(number: Int, start: CourseStart)] = []
        for number in numbers {
            do throws(CallFailure) {
                started.append((number, try CourseStart(searches[number], shards)))
            } catch {
                ended(number, .failure(error))
            }
        }

        // Exact or by codes, and which lists: decided once for all shards.
        var courses: [(number: Int, course: SearchCourse)] = []
        for (entry, scans) in zip(started, planner.scans(for: started.map(\.start.ask))) {
            do throws(CallFailure) {
                courses.append((entry.number, SearchCourse(entry.start, scans: try scans.get(), kernels: kernels)))
            } catch {
                ended(entry.number, .failure(error))
            }
        }
        started = []

        // An exact search takes long and shares nothing: it comes last, and alone.
        var together: [(number: Int, course: SearchCourse)] = []
        var candidateCount = 0
        for entry in courses where entry.course.isByCodes {
            let ownCount = entry.course.candidateCount
            if candidateCount + ownCount > Limits.candidateTogetherCountMax {
                answer(together, ended)
                (together, candidateCount) = ([], 0)
            }
            together.append(entry)
            candidateCount += ownCount
        }
        answer(together, ended)
        for entry in courses where !entry.course.isByCodes { answer([entry], ended) }
    }

    /// Rounds, all courses in step: candidates, fusion, choice; once more in more lists if these held too little of
    /// what is allowed, or with twice as many if too few are left.
    private func answer(_ courses: [(number: Int, course: SearchCourse)], _ ended: Ended) {
        var courses = courses
        while !courses.isEmpty {
            var requests: [CandidateRequest] = []
            courses.removeAll { number, course in
                do throws(CallFailure) {
                    while true {
                        switch course.run.next() {
                        case .candidates(let request):
                            requests.append(request)
                            return false
                        case .pool(let requests):
                            try answer(requests, course)
                        case .scans(let progress):
                            let (ask, scans) = (course.ask, course.run.scans)
                            course.run.accept(
                                scans: try planner.widened(
                                    scans, for: ask.query, tuning: ask.tuning, after: progress))
                        case .done(let outcome):
                            ended(number, .success(try hits(of: outcome, course)))
                            return true
                        }
                    }
                } catch {
                    ended(number, .failure(error))
                    return true
                }
            }
            answer(requests, &courses, ended)
        }
    }

    /// Asks each shard for the candidates of all courses at once, and drops those that fail.
    private func answer(
        _ requests: [CandidateRequest], _ courses: inout [(number: Int, course: SearchCourse)], _ ended: Ended
    ) {
        guard !courses.isEmpty else { return }
        let answers = shards.indices.map { shard in
            shards[shard].candidates(
                zip(courses, requests).map { entry, request in
                    CandidateAsk(entry.course.searches[shard], request, in: entry.course.context)
                })
        }
        var place = -1
        courses.removeAll { number, course in
            place += 1
            let elapsed = course.clock.lap()
            do throws(CallFailure) {
                var own: [CandidateAnswer] = []
                for shard in shards.indices { own.append(try answers[shard][place].get()) }
                let rerank = own.map(\.rerankTime.microseconds).reduce(0, +)
                course.times.rerank += rerank
                course.times.scan += elapsed > rerank ? elapsed - rerank : 0
                try course.run.accept(candidates: own)
                course.times.fuse += course.clock.lap()
                return false
            } catch {
                ended(number, .failure(error))
                return true
            }
        }
    }

    private func answer(_ requests: [PoolRequest], _ course: SearchCourse) throws(CallFailure) {
        var answers: [PoolAnswer] = []
        for request in requests {
            answers.append(try course.searches[Int(request.shard)].pool(request, in: course.context))
        }
        try course.run.accept(pool: answers) { (try? course.context.check()) == nil }
        try course.context.check()
        course.times.fuse += course.clock.lap()
    }

    /// The payload of the chosen, and of them alone.
    private func hits(of outcome: SearchOutcome, _ course: SearchCourse) throws(CallFailure) -> FoundHits {
        var outcome = outcome
        guard outcome.coverage >= course.plan.minCoverage else {
            throw Self.tooLate(outcome.coverage, course.plan.minCoverage)
        }
        var hits = try payload(of: outcome.items, course.plan, course.searches, course.context)
        // What was deleted since the views were fixed has no payload any more.
        let foundCount = hits.count
        hits.removeAll { $0.version == 0 }
        if hits.count < foundCount, outcome.shortReason == nil { outcome.shortReason = .exhausted }
        Self.cut(&hits, &outcome)
        course.times.fetch += course.clock.lap()
        return FoundHits(outcome: outcome, scans: course.run.scans, hits: hits, times: course.times)
    }

    /// The chosen items as hits, in their order; each shard is asked once.
    private func payload(
        of chosen: [ChosenItem], _ plan: SearchPlan, _ searches: [any ShardSearch], _ context: ShardContext
    ) throws(CallFailure) -> [Hit] {
        var hits = chosen.map { Hit(score: $0.score, fields: $0.fields) }
        for (shard, search) in searches.enumerated() {
            let places = chosen.indices.filter { chosen[$0].reference.shard == UInt32(shard) }
            guard !places.isEmpty else { continue }
            var items = try search.payload(of: places.map { chosen[$0].reference.ordinal }, plan.readMask, in: context)
            for place in places.reversed() {
                let stored = items.removeLast()
                hits[place].item = stored.item
                hits[place].version = stored.version
                hits[place].vectors = stored.vectors
            }
        }
        return hits
    }

    /// Drops the last hits where the reply would pass its size limit.
    static func cut(_ hits: inout [Hit], _ outcome: inout SearchOutcome) {
        var byteCount = 0
        for (place, hit) in hits.enumerated() {
            byteCount += hit.approximateByteCount
            guard place == 0 || byteCount <= Limits.replyByteCountMax else {
                hits.removeSubrange(place...)
                outcome.shortReason = .replySize
                return
            }
        }
    }

    static func tooLate(_ coverage: Float, _ wanted: Float) -> CallFailure {
        CallFailure(
            .deadlineExceeded, "coverage_too_low",
            "only \(coverage) of the planned items were looked at in time, \(wanted) were asked for",
            field: "min_coverage")
    }
}
