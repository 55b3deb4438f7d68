import Gallery
import Ground
import Kernels
import Quantization
import Testing
import TrialGround
import TrialSearch
import Vocabulary

@testable import CoordinatorNode
@testable import ShardNode

/// Whole searches of trained galleries, on every instruction set.
@Suite(.serialized)
struct TrainedAnswersTests {
    /// A search, how its fields must be searched, and what must be found.
    private struct Trial {
        var plan: SearchPlan
        /// By codes even where the store would compare all.
        var isForced: Bool
        /// At first and in the end.
        var firstScans: [FieldScan]
        var scans: [FieldScan]
        var answer: Oracle.Answer
        var candidates: [[TrainedGallery.Candidate]]
    }

    private static let candidateCount = 40

    private static let sets = InstructionSet.allCases.filter(\.isSupported)

    private static func request(_ seed: UInt64) -> SearchRequest {
        var random = SeededRandom(seed: seed)
        func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
        var fields = ["a", "b", "c"].enumerated().map { place, name in
            // Sometimes what an item has itself.
            FieldQuery(field: name, vector: TrainedGallery.vector(field: place, seed: seed % 3 == 0 ? seed : ~seed))
        }
        if once(in: 2) { fields = [fields[Int.random(in: 0..<3, using: &random)]] }
        // Where many are wanted, many lie near the bar that pruning holds them against.
        let limit: UInt32 = [2, 12, 80, 80].randomElement(using: &random)!
        var request = SearchRequest(
            gallery: "g", limit: limit, fields: fields,
            fusion: Fusion(kind: FusionKind.allCases[Int(seed) % 3]), explain: true)
        if once(in: 3) {
            request.filter = Filter(
                tags: [TagClause(any: ["t1", "t2", "t4"])], noTags: once(in: 2) ? ["r1"] : [])
        }
        if seed % 5 == 1 {
            var filter = request.filter ?? Filter()
            filter.attributes =
                [
                    [AttributeClause(name: "size", minimum: 3.5, maximum: 18)],
                    [
                        AttributeClause(
                            name: "kind", any: [Attribute(value: .text("k0")), Attribute(value: .text("k2"))])
                    ],
                    [
                        AttributeClause(name: "kind", any: [Attribute(value: .flag(true))]),
                        AttributeClause(name: "size", minimum: 2),
                    ],
                    [AttributeClause(name: "size", any: [Attribute(value: .real(4)), Attribute(value: .integer(11))])],
                ][Int(seed / 5) % 4]
            request.filter = filter
        }
        if once(in: 3) { request.excludeIds = (0..<300).map { "id\(4 * $0)" } }
        request.diversity = Diversity(
            mmr: once(in: 3) && limit < 80, allowSimilar: once(in: 3), seed: once(in: 3) ? seed : nil)
        request.tuning = SearchTuning(
            nprobe: [0, 0, 1, 3, 40].randomElement(using: &random)!,
            oversampling: [0, 1, 2.5].randomElement(using: &random)!, exact: once(in: 8),
            targetRecall: [0, 0.6, 0.9].randomElement(using: &random)!)
        return request
    }

    private static func trials(_ gallery: TrainedGallery, _ seeds: Range<UInt64>) throws -> [Trial] {
        let oracle = try TrainedOracle(gallery)
        let calibrations = try gallery.store.calibrations(ofGallery: gallery.store.record(of: "g").number)
        #expect(calibrations.count == 3 && calibrations.allSatisfy { $0 != nil })
        return try seeds.map { seed in
            let draft = try SearchDraft(request(seed), in: gallery.spec)
            var plan = try draft.plan(calibrations: seed % 8 == 0 ? [] : calibrations)
            // Fewer than the floor, so that codes decide who is a candidate at all, and rounds are needed.
            if seed % 4 != 0 { plan.candidatesPerField = max(1, plan.limit / Int(seed % 4)) }
            if seed % 4 > 1 { plan.followsScans = false }
            let isForced = seed % 2 == 1
            let expected = oracle.search(plan, isForced: isForced, candidateCount: candidateCount)
            return Trial(
                plan: plan, isForced: isForced, firstScans: expected.firstScans, scans: expected.scans,
                answer: expected.answer, candidates: expected.candidates)
        }
    }

    private static func check(_ gallery: TrainedGallery, _ trials: [Trial], _ remark: Comment) throws {
        for (number, trial) in trials.enumerated() {
            let found = try gallery.run(trial.plan, scans: trial.isForced ? trial.firstScans : nil)
            let candidates = try gallery.candidates(trial.plan, scans: trial.scans, count: candidateCount)
            #expect(candidates == trial.candidates, "\(remark), search \(number)")
            let hits = found.hits.map { Oracle.Hit(id: $0.item!.id, score: $0.score, fields: $0.fields) }
            #expect(found.scans == trial.scans, "\(remark), search \(number)")
            #expect(hits == trial.answer.hits, "\(remark), search \(number)")
            #expect(found.outcome.roundCount == trial.answer.roundCount, "\(remark), search \(number)")
            #expect(found.outcome.unionCount == trial.answer.unionCount, "\(remark), search \(number)")
        }
    }

    @Test(
        arguments: [(.none, false, 0..<14), (.opq, false, 14..<28), (.none, true, 28..<42)]
            as [(VectorTransform, Bool, Range<UInt64>)])
    func `candidates, ids, order, scores and ranks are the oracle's on every instruction set`(
        transform: VectorTransform, isSpilled: Bool, seeds: Range<UInt64>
    ) throws {
        let gallery = try TrainedGallery(.best, transform: transform, isSpilled: isSpilled)
        #expect(try gallery.codebooks.allSatisfy { $0!.isSpilled == isSpilled })
        let trials = try Self.trials(gallery, seeds)
        for set in Self.sets {
            try gallery.reopen(KernelSet(set))
            try Self.check(gallery, trials, "\(set)")
        }
    }

    @Test(arguments: zip([VectorTransform.none, .opq], [0..<14, 14..<28] as [Range<UInt64>]))
    func `candidates compared by rows of bytes are the oracle's on every instruction set`(
        transform: VectorTransform, seeds: Range<UInt64>
    ) throws {
        let gallery = try TrainedGallery(.best, transform: transform, rerank: .sq8)
        let trials = try Self.trials(gallery, seeds)
        for set in Self.sets {
            try gallery.reopen(KernelSet(set))
            try Self.check(gallery, trials, "\(set)")
        }
    }

    @Test(arguments: zip([VectorTransform.none, .opq], [0..<14, 14..<28] as [Range<UInt64>]))
    func `codes of four bits find what the oracle finds on every instruction set`(
        transform: VectorTransform, seeds: Range<UInt64>
    ) throws {
        let gallery = try TrainedGallery(.best, transform: transform, codeBits: 4)
        #expect(try gallery.codebooks.allSatisfy { $0?.codeBits == 4 })
        let trials = try Self.trials(gallery, seeds)
        for set in Self.sets {
            try gallery.reopen(KernelSet(set))
            try Self.check(gallery, trials, "\(set)")
        }
    }

    @Test func `every instruction set trains the same codebooks and answers the same with them`() throws {
        let first = try TrainedGallery(KernelSet(.scalar), itemCount: 300)
        let trials = try Self.trials(first, 0..<6)
        let hashes = try first.codebooks.map { $0?.hash }
        let index = try first.snapshot.index
        try Self.check(first, trials, "scalar")
        for set in Self.sets where set != .scalar {
            let gallery = try TrainedGallery(KernelSet(set), itemCount: 300)
            #expect(try gallery.codebooks.map { $0?.hash } == hashes, "\(set)")
            for field in 0..<3 {
                let (found, expected) = (try gallery.snapshot.index.index(field: field), index.index(field: field))
                #expect(found?.heldOut != nil && found?.heldOut?.recall == expected?.heldOut?.recall, "\(set)")
            }
            try Self.check(gallery, trials, "\(set)")
        }
    }

    @Test func `searches that are run together are answered as each alone, on every instruction set`() throws {
        let gallery = try TrainedGallery(.best)
        let calibrations = try gallery.store.calibrations(ofGallery: gallery.store.record(of: "g").number)
        // Twice the first ones: equal searches share all they can.
        let plans = try (Array(0..<60) + Array(0..<4)).map { seed in
            try SearchDraft(Self.request(seed), in: gallery.spec).plan(calibrations: calibrations)
        }
        for set in Self.sets {
            try gallery.reopen(KernelSet(set))
            let alone = try plans.map { try gallery.run($0, scans: nil) }
            for count in [1, 2, 17, plans.count] {
                let together = try gallery.runTogether(Array(plans.prefix(count)))
                for (number, (one, other)) in zip(alone, together).enumerated() {
                    let found = try other.get()
                    #expect(found.scans == one.scans, "\(set), search \(number) of \(count)")
                    #expect(found.outcome == one.outcome, "\(set), search \(number) of \(count)")
                    #expect(found.hits == one.hits, "\(set), search \(number) of \(count)")
                }
            }
        }
    }

    @Test func `the searches reach every corner`() throws {
        let gallery = try TrainedGallery(.best, itemCount: 300)
        var corners: Set<String> = []
        for trial in try Self.trials(gallery, 0..<28) {
            let isByCodes = trial.scans.contains { $0 != .exact }
            corners.insert("\(trial.plan.fusion), \(isByCodes ? "by codes" : "exact")")
            if isByCodes, trial.plan.isRestricted { corners.insert("restricted, by codes") }
            if isByCodes, trial.plan.filter?.attributes.isEmpty == false { corners.insert("by attributes, by codes") }
            let isReached = trial.scans.contains { scan in
                if case .lists(let probes) = scan { probes.candidateCount > 0 } else { false }
            }
            if isReached { corners.insert(trial.plan.followsScans ? "as recall takes" : "by its own candidates") }
            if isByCodes, trial.plan.diversity.isMarginal { corners.insert("marginal, by codes") }
            corners.insert("\(trial.answer.roundCount) rounds")
            if trial.scans != trial.firstScans { corners.insert("widened") }
            if trial.answer.hits.contains(where: { $0.fields.contains { $0.similarity == nil } }) {
                corners.insert("a missing field")
            }
            if zip(trial.answer.hits, trial.answer.hits.dropFirst()).contains(where: { $0.score == $1.score }) {
                corners.insert("tie")
            }
        }
        #expect(
            corners == [
                "weighted, by codes", "weighted, exact", "rrf, by codes", "rrf, exact", "max, by codes", "max, exact",
                "as recall takes", "by its own candidates", "restricted, by codes", "by attributes, by codes",
                "marginal, by codes", "1 rounds", "2 rounds", "3 rounds", "widened", "a missing field",
                "tie",
            ])
    }
}
