import Gallery
import Kernels
import Testing
import Vocabulary

/// Rounds, short replies, coverage, and shards that answer wrongly.
struct SearchRunTests {
    /// Items of which all but the last few list the first, so that they are skipped.
    private func crowded(_ count: Int) -> [SampleItem] {
        var items = SmallSearch.falling(count)
        for place in 1..<count { items[place].similarHashes = [items[0].idHash] }
        return items
    }

    @Test func `when similar items leave too few, the candidates are doubled`() throws {
        var items = crowded(300)
        items.append(SmallSearch.item("far", [0.25]))
        #expect(items[300].idHash != items[0].idHash)
        let plan = SmallSearch.plan(limit: 2)
        let outcome = try SmallSearch.outcome(plan, items)
        #expect(outcome.roundCount == 3)
        #expect(outcome.candidatesPerField == 400)
        #expect(outcome.items.count == 2)
        #expect(outcome.shortReason == nil)
    }

    @Test func `candidates are doubled twice at most, then the reply is short and says why`() throws {
        let outcome = try SmallSearch.outcome(SmallSearch.plan(limit: 2), crowded(900))
        #expect(outcome.roundCount == 3)
        #expect(outcome.candidatesPerField == 400)
        #expect(outcome.items.count == 1)
        #expect(outcome.shortReason == .similar)
    }

    @Test func `nothing is asked again when there is nothing more`() throws {
        let outcome = try SmallSearch.outcome(SmallSearch.plan(limit: 5), SmallSearch.falling(3))
        #expect(outcome.roundCount == 1)
        #expect(outcome.items.count == 3)
        #expect(outcome.shortReason == .exhausted)
    }

    @Test func `an empty gallery answers nothing, covers everything, and says why`() throws {
        for shards in [[], SampleShard.spread([], over: 3)] {
            let outcome = try SampleShard.search(SmallSearch.plan(limit: 5), over: shards)
            #expect(outcome.items.isEmpty)
            #expect(outcome.shortReason == .exhausted)
            #expect(outcome.coverage == 1)
        }
    }

    @Test func `a reply is short by the lowest score when there were more`() throws {
        let plan = SmallSearch.plan(limit: 5) { $0.minScore = 0.999 }
        let outcome = try SmallSearch.outcome(plan, SmallSearch.falling(50))
        #expect(outcome.items.count == 2)
        #expect(outcome.shortReason == .minScore)
    }

    @Test func `a full reply has no reason to be short`() throws {
        #expect(try SmallSearch.outcome(SmallSearch.plan(limit: 3), SmallSearch.falling(3)).shortReason == nil)
    }

    @Test func `similar ids are asked for unless similar items are allowed`() {
        for allows in [false, true] {
            let run = SearchRun(SmallSearch.plan(limit: 3) { $0.diversity.allowsSimilar = allows }, kernels: .best)
            let step = run.next()
            #expect(step == .candidates(CandidateRequest(candidatesPerField: 100, includesSimilar: !allows)))
        }
    }

    @Test func `vectors are asked for only when marginal relevance is`() throws {
        let items = SmallSearch.falling(10)
        for isMarginal in [false, true] {
            let plan = SmallSearch.plan(limit: 3) { $0.diversity.isMarginal = isMarginal }
            var run = SearchRun(plan, kernels: .best)
            let request = CandidateRequest(candidatesPerField: 100, includesSimilar: true)
            try run.accept(candidates: SampleShard.spread(items, over: 2).map { $0.candidates(plan, request) })
            let step = run.next()
            var asksForVectors = false
            if case .pool(let requests) = step {
                asksForVectors = true
                #expect(requests.reduce(0) { $0 + $1.ordinals.count } == 10)
            }
            #expect(asksForVectors == isMarginal)
        }
    }

    @Test(arguments: [(1, 64), (16, 64), (17, 68), (20, 80)])
    func `the pool is four times as many as are wanted, 64 at least`(limit: Int, poolCount: Int) throws {
        let plan = SmallSearch.plan(limit: limit) { $0.diversity.isMarginal = true }
        var run = SearchRun(plan, kernels: .best)
        let request = CandidateRequest(candidatesPerField: 100, includesSimilar: true)
        let shards = SampleShard.spread(SmallSearch.falling(100), over: 1)
        try run.accept(candidates: shards.map { $0.candidates(plan, request) })
        let step = run.next()
        guard case .pool(let requests) = step else { throw Unexpected() }
        #expect(requests.map(\.ordinals.count) == [poolCount])
    }

    @Test func `coverage is the share of planned items that were looked at, over all shards`() throws {
        let plan = SmallSearch.plan(limit: 3)
        var run = SearchRun(plan, kernels: .best)
        var answers = [empty(shard: 0), empty(shard: 1)]
        answers[0].plannedCount = 60
        answers[0].fieldPlannedCounts = [60]
        answers[0].scannedCount = 60
        answers[1].plannedCount = 20
        answers[1].fieldPlannedCounts = [20]
        answers[1].scannedCount = 0
        try run.accept(candidates: answers, unreachedCount: 20)
        let step = run.next()
        guard case .done(let outcome) = step else { throw Unexpected() }
        #expect(outcome.coverage == 0.6)
    }

    @Test func `the explanation tells of each field how it was searched and how many items that concerned`() throws {
        var plan = SmallSearch.plan(limit: 3)
        var second = plan.fields[0]
        second.name = "second"
        plan.fields.append(second)
        let scans: [FieldScan] = [.exact, .lists(ListProbes(codebookHash: [7], lists: [4, 2]))]
        var run = SearchRun(plan, scans: scans, kernels: .best)
        let asked = run.next()
        #expect(
            asked == .candidates(CandidateRequest(candidatesPerField: 100, includesSimilar: true, scans: scans)))
        var answers = [empty(shard: 0), empty(shard: 1)]
        for place in answers.indices { answers[place].lists.append(CandidateList()) }
        answers[0].fieldPlannedCounts = [10, 3]
        answers[1].fieldPlannedCounts = [20, 4]
        for place in answers.indices { answers[place].fieldMatchedCounts = answers[place].fieldPlannedCounts }
        try run.accept(candidates: answers)
        guard case .scans = run.next() else { throw Unexpected() }
        run.accept(scans: nil)
        let step = run.next()
        guard case .done(let outcome) = step else { throw Unexpected() }
        #expect(
            outcome.explanation(of: plan, scans: scans).fields == [
                FieldExplanation(field: plan.fields[0].name, exact: true, plannedCount: 30),
                FieldExplanation(field: "second", nprobe: 2, plannedCount: 7),
            ])
    }

    @Test func `every round looks into the same lists`() throws {
        let scans: [FieldScan] = [.lists(ListProbes(codebookHash: [7], lists: [0]))]
        let plan = SmallSearch.plan(limit: 2)
        let shards = SampleShard.spread(crowded(300), over: 2)
        var run = SearchRun(plan, scans: scans, kernels: .best)
        var roundCount = 0
        while case .candidates(let request) = run.next() {
            #expect(request.scans == scans)
            roundCount += 1
            try run.accept(candidates: shards.map { $0.candidates(plan, request) })
        }
        #expect(roundCount == 3)
    }

    @Test func `the planner is told of a short search, and three times of more lists at most`() throws {
        var plan = SmallSearch.plan(limit: 2)
        plan.filter = Filter(noTags: ["red"])
        func scans(_ count: UInt32) -> [FieldScan] {
            [.lists(ListProbes(codebookHash: [7], lists: Array(0..<count)))]
        }
        var run = SearchRun(plan, scans: scans(1), kernels: .best)
        for round in 0..<3 {
            var answer = empty(shard: 0)
            answer.allowedCount = 9
            answer.plannedCount = 20
            answer.scannedCount = 20
            answer.fieldPlannedCounts = [20]
            answer.fieldMatchedCounts = [4]
            try run.accept(candidates: [answer])
            let progress = ScanProgress(
                plannedCounts: [20], matchedCounts: [4], allowedCount: 9, isShort: false, wideningCount: round)
            #expect(run.next() == .scans(progress))
            if round == 1 {
                // Not from what was matched, then, but because nothing was found.
                run.accept(scans: nil)
                var short = progress
                short.isShort = true
                #expect(run.next() == .scans(short))
            }
            run.accept(scans: scans(UInt32(2 + round)))
            #expect(run.scans == scans(UInt32(2 + round)))
        }
        try run.accept(candidates: [empty(shard: 0)])
        guard case .done(let outcome) = run.next() else { throw Unexpected() }
        #expect(outcome.shortReason == .exhausted)
    }

    @Test func `a search without a filter that found enough asks for no more lists`() throws {
        let scans: [FieldScan] = [.lists(ListProbes(codebookHash: [7], lists: [0]))]
        let plan = SmallSearch.plan(limit: 2)
        let shards = SampleShard.spread(SmallSearch.falling(60), over: 1)
        var wasAsked = false
        _ = try SampleShard.search(plan, scans: scans, over: shards) { _, _ in
            wasAsked = true
            return nil
        }
        #expect(!wasAsked)
    }

    @Test func `the sequence of an answer is the lowest that a shard saw`() throws {
        var run = SearchRun(SmallSearch.plan(limit: 3), kernels: .best)
        var answers = [empty(shard: 0), empty(shard: 1)]
        answers[0].sequence = 9
        answers[1].sequence = 4
        try run.accept(candidates: answers)
        let step = run.next()
        guard case .done(let outcome) = step else { throw Unexpected() }
        #expect(outcome.sequence == 4)
    }

    private struct Unexpected: Error {}

    private func empty(shard: UInt32) -> CandidateAnswer {
        CandidateAnswer(
            shard: shard, fieldPlannedCounts: [0], lists: [CandidateList()], similarStarts: [0])
    }

    /// An answer with two candidates, as it should be.
    private var good: CandidateAnswer {
        CandidateAnswer(
            shard: 0, plannedCount: 2, scannedCount: 2, fieldPlannedCounts: [2], ordinals: [0, 1], idHashes: [5, 6],
            presence: [1, 1],
            similarities: [0.5, 0.75], lists: [CandidateList(positions: [1, 0], scores: [0.75, 0.5])],
            similarStarts: [0, 1, 1], similarHashes: [9])
    }

    @Test func `a well formed answer is accepted`() throws {
        var run = SearchRun(SmallSearch.plan(limit: 2), kernels: .best)
        try run.accept(candidates: [good])
        let step = run.next()
        guard case .done(let outcome) = step else { throw Unexpected() }
        #expect(outcome.items.map(\.reference.ordinal) == [1, 0])
    }

    @Test(
        arguments: [
            { $0.idHashes.removeLast() }, { $0.presence.append(1) }, { $0.similarities.append(1) },
            { $0.similarities[0] = .nan }, { $0.lists = [] }, { $0.lists.append(CandidateList()) },
            { $0.idHashes = [6, 5] }, { $0.lists[0].positions[0] = 2 }, { $0.lists[0].scores.removeLast() },
            { $0.lists[0].scores[0] = .nan }, { $0.scannedCount = 3 },
            { $0.fieldPlannedCounts = [] }, { $0.similarStarts = [0, 1] }, { $0.similarStarts = [] },
            { $0.similarStarts = [0, 2, 2] }, { $0.similarStarts = [1, 1, 1] }, { $0.similarStarts = [0, 2, 1] },
            {
                $0.lists[0] = CandidateList(
                    positions: Array(repeating: 0, count: 101), scores: Array(repeating: 1, count: 101))
            },
        ] as [@Sendable (inout CandidateAnswer) -> Void])
    func `an answer that contradicts itself or the request is refused`(
        spoil: @Sendable (inout CandidateAnswer) -> Void
    ) {
        var answer = good
        spoil(&answer)
        var run = SearchRun(SmallSearch.plan(limit: 2), kernels: .best)
        do throws(CallFailure) {
            try run.accept(candidates: [answer])
            Issue.record("accepted \(answer)")
        } catch {
            expect(error, "bad_shard_answer", "", .internal)
        }
    }

    @Test(arguments: [[], [[]], [[1, 2, 3]], [Array(repeating: 0, count: 64), []]] as [[[UInt16]]])
    func `vectors other than those asked for are refused`(rows: [[UInt16]]) throws {
        var run = SearchRun(SmallSearch.plan(limit: 2) { $0.diversity.isMarginal = true }, kernels: .best)
        try run.accept(candidates: [good])
        do throws(CallFailure) {
            try run.accept(pool: [PoolAnswer(rows: rows)])
            Issue.record("accepted \(rows)")
        } catch {
            expect(error, "bad_shard_answer", "", .internal)
        }
    }
}
