import Gallery
import Testing
import TrialSearch
import Vocabulary

/// The search against the oracle: over random galleries and requests, and however the items are spread.
struct SearchPropertyTests {
    @Test(arguments: 0..<150 as Range<UInt64>)
    func `ids, order, scores and ranks are the oracle's, over 1, 2, 5 and 16 shards`(seed: UInt64) throws {
        let items = SampleGallery.items(seed: seed)
        let plan = SampleGallery.plan(seed: seed)
        let scans = SampleGallery.scans(seed: seed, of: plan)
        let expected = Oracle.answer(plan, scans: scans, over: items)
        for shardCount in [1, 2, 5, 16] {
            let shards = SampleShard.spread(items, over: shardCount, seed: seed)
            let outcome = try SampleShard.search(plan, scans: scans, over: shards)
            let hits = zip(SampleShard.ids(outcome, in: shards), outcome.items).map {
                Oracle.Hit(id: $0, score: $1.score, fields: $1.fields)
            }
            #expect(hits == expected.hits, "\(shardCount) shards, \(plan)")
            #expect(outcome.shortReason == expected.shortReason)
            #expect(outcome.roundCount == expected.roundCount)
            #expect(outcome.unionCount == expected.unionCount)
            #expect(outcome.coverage == 1)
        }
    }

    @Test(arguments: 0..<80 as Range<UInt64>)
    func `a search that is short begins anew in more lists, and is the oracle's over any shards`(seed: UInt64) throws {
        let items = SampleGallery.items(seed: seed)
        let plan = SampleGallery.plan(seed: seed)
        let narrow = SampleGallery.scans(seed: seed, of: plan)
        let wide = narrow.map { scan -> FieldScan in
            guard case .lists(var probes) = scan else { return .exact }
            probes.lists = Array(0..<SampleGallery.listCount)
            return .lists(probes)
        }
        var expected = Oracle.answer(plan, scans: narrow, over: items)
        let isWidened = [.exhausted, .similar].contains(expected.shortReason) && narrow != wide
        if isWidened { expected = Oracle.answer(plan, scans: wide, over: items) }
        for shardCount in [1, 2, 5, 16] {
            let shards = SampleShard.spread(items, over: shardCount, seed: seed)
            var wasWidened = false
            let outcome = try SampleShard.search(plan, scans: narrow, over: shards) { scans, progress in
                guard progress.isShort, scans != wide else { return nil }
                wasWidened = true
                return wide
            }
            #expect(wasWidened == isWidened)
            #expect(SampleShard.ids(outcome, in: shards) == expected.hits.map(\.id))
            #expect(outcome.shortReason == expected.shortReason)
            #expect(outcome.roundCount == expected.roundCount)
        }
    }

    @Test func `the random searches reach every corner of the definition`() {
        var corners: Set<String> = []
        for seed in 0..<150 as Range<UInt64> {
            let plan = SampleGallery.plan(seed: seed)
            let items = SampleGallery.items(seed: seed)
            let scans = SampleGallery.scans(seed: seed, of: plan)
            let answer = Oracle.answer(plan, scans: scans, over: items)
            if answer != Oracle.answer(plan, over: items) { corners.insert("codes answer otherwise") }
            if plan.fields.contains(where: { $0.calibration != .identity }) { corners.insert("calibrated") }
            corners.insert("fusion \(plan.fusion)")
            corners.insert("rounds \(answer.roundCount)")
            corners.insert("short \(answer.shortReason.map { "\($0)" } ?? "not")")
            if plan.diversity.isMarginal, answer.hits.count > 1 { corners.insert("marginal") }
            if answer.unionCount > max(4 * plan.limit, 64) { corners.insert("more than the pool") }
            if zip(answer.hits, answer.hits.dropFirst()).contains(where: { $0.score == $1.score }) {
                corners.insert("tie")
            }
        }
        #expect(
            corners == [
                "fusion weighted", "fusion rrf", "fusion max", "rounds 1", "rounds 2", "rounds 3", "short not",
                "short exhausted", "short minScore", "short similar", "marginal", "more than the pool", "tie",
                "codes answer otherwise", "calibrated",
            ])
    }
}
