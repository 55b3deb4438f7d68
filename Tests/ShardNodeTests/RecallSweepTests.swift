import Indexing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Which way to search a training chooses, by held-out items and by queries that are given.
@Suite struct RecallSweepTests {
    /// A point that costs `cost`, with recalls without a margin.
    private func point(_ cost: Float, _ heldOut: Float?, _ given: Float?, error: Float = 0) -> OperatingPoint {
        func figure(_ recall: Float) -> RecallFigure {
            RecallFigure(recall: recall, queryCount: 100, standardError: error)
        }
        return OperatingPoint(
            nprobe: UInt32(cost), heldOut: heldOut.map(figure), given: given.map(figure), costMicroseconds: cost)
    }

    /// The cheapest of points that cost 1...64, the dearest first.
    private func cheapest(_ target: Float = 0.95, _ make: (Float) -> OperatingPoint) -> OperatingPoint? {
        (1...64).reversed().map { make(Float($0)) }.cheapest(reaching: target)
    }

    @Test func `held-out items alone decide when no queries are given`() {
        let chosen = cheapest { point($0, $0 >= 3 ? 0.96 : 0.9, nil) }
        #expect(chosen?.nprobe == 3 && chosen?.given == nil && chosen?.recall == 0.96)
    }

    @Test func `given queries that are harder take more lists`() {
        let chosen = cheapest { point($0, $0 >= 3 ? 0.96 : 0.9, $0 >= 12 ? 0.95 : 0.8) }
        #expect(chosen?.nprobe == 12)
        #expect(chosen?.heldOut?.recall == 0.96 && chosen?.given?.recall == 0.95 && chosen?.recall == 0.95)
    }

    @Test func `given queries that are easier take no list away`() {
        #expect(cheapest { point($0, $0 >= 6 ? 0.96 : 0.9, 1) }?.nprobe == 6)
    }

    @Test func `each recall passes the target by the error of its own sample`() {
        let chosen = cheapest { cost in
            var point = point(cost, 0.96, cost >= 4 ? 0.98 : 0.96)
            point.given?.standardError = 0.02
            return point
        }
        #expect(chosen?.nprobe == 4)
    }

    @Test func `a recall of one is enough whatever the error of its sample`() {
        #expect(cheapest { point($0, 1, $0 >= 4 ? 1 : 0.99, error: 0.06) }?.nprobe == 4)
    }

    @Test func `when one of both never reaches the target the other still does`() {
        // The given queries gain nothing after two lists; held-out items need six.
        let chosen = cheapest { point($0, min(0.9 + 0.01 * $0, 0.97), $0 >= 2 ? 0.7 : 0.6) }
        #expect(chosen?.heldOut?.recall == 0.95 && chosen?.given?.recall == 0.7)
    }

    @Test func `out of reach of the target a little recall is not worth everything`() {
        #expect(cheapest(0.99) { point($0, $0 >= 7 ? 0.9 + 0.000_02 * $0 : 0.5, nil) }?.nprobe == 7)
    }

    @Test func `where there is nothing to find the cheapest is enough, and no points choose nothing`() {
        #expect(cheapest { point($0, nil, nil) }?.nprobe == 1)
        #expect(cheapest { point($0, 0.1, 0.1) }?.nprobe == 1)
        #expect([OperatingPoint]().cheapest(reaching: 0.9) == nil)
    }

    @Test func `of each level of recall the cheapest point is kept, and each once`() {
        let points = (1...40).map { point(Float($0), 0.8 + 0.005 * Float($0 / 4 * 4), nil) }
        let kept = points.thinned()
        #expect(kept.map(\.nprobe) == kept.map(\.nprobe).sorted() && Set(kept.map(\.nprobe)).count == kept.count)
        for level in Limits.recallLevels {
            #expect(kept.cheapest(reaching: level) == points.cheapest(reaching: level))
        }
        #expect(kept.count < 20 && kept.allSatisfy { $0.nprobe == 1 || $0.nprobe % 4 == 0 })
    }

    @Test(arguments: [1, 2, 7, 8, 9, 12, 100, 1_171])
    func `steps go from one list to all, ever more, none twice`(listCount: Int) {
        let steps = RecallSweep.rounds(listCount: listCount).flatMap(\.self)
        #expect(steps.first == 1 && steps.last == listCount)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `the reach of a step is the gap that as many lists as wanted are within on average`() {
        // Two queries of four lists each.
        let gaps: [Float] = [-3, -2, -1, 0, 1, 2, 3, 4]
        func step(_ count: Int) -> ProbeStep { RecallSweep.step(listCountMean: count, listCountMax: 4, gaps: gaps) }
        #expect(step(1) == ProbeStep(nprobe: 3, reach: -2))
        #expect(step(2) == ProbeStep(nprobe: 4, reach: 0))
        #expect(step(4) == ProbeStep(nprobe: 4, reach: 4))
        #expect(step(1).listCount([-3, -1, 0, 1]) == 1 && step(1).listCount([2, 3, 4, 5]) == 1)
        #expect(step(2).listCount([-3, -1, 0, 1]) == 3 && step(1).listCount([-3, -2, -2, -2]) == 3)
    }

    /// Vectors that lie between the clusters of the items, as texts lie beside what they describe.
    private func foreignQueries(_ count: UInt64) -> [QueryVectors] {
        [QueryVectors(field: "description", values: (0..<count).flatMap { StoreFixture.vector($0 &+ 90_000) })]
    }

    private func trained(
        _ fixture: StoreFixture, nprobe: UInt32 = 0, queries: [QueryVectors]
    ) throws -> (ended: Vocabulary.Operation, index: FieldIndex?) {
        var request = TrainedFixture.request
        (request.nprobe, request.queries, request.fields) = (nprobe, queries, ["description"])
        let ended = try fixture.train(request)
        return (ended, try fixture.store.describeGallery("drawings").fields[0].index)
    }

    @Test func `a training with queries unlike items looks into more lists and stores both figures`() throws {
        let fixture = try StoreFixture()
        try TrainedFixture.fill(fixture, count: 1_200)
        let alone = try #require(try trained(fixture, queries: []).index)
        #expect(alone.given == nil)
        let few = try #require(try trained(fixture, nprobe: 1, queries: foreignQueries(60)).index)
        #expect(try #require(few.given).recall < 0.95)
        let (ended, index) = try trained(fixture, queries: foreignQueries(60))
        let both = try #require(index)
        #expect(try both.targetRecall == 0.95 && #require(both.reach) > #require(alone.reach))
        for figure in [both.heldOut, both.given] {
            let figure = try #require(figure)
            #expect(figure.recall >= 0.95 && figure.nprobe == both.nprobe)
            #expect(figure.candidateCount == both.candidateCount)
        }
        #expect(both.given?.queryCount == 60)
        #expect(ended.stage.contains("of the queries given)"), "\(ended.stage)")
    }

    @Test func `the least recall that is published is asked of the given queries too`() throws {
        let fixture = try StoreFixture()
        try TrainedFixture.fill(fixture, count: 1_200)
        let alone = try #require(try trained(fixture, nprobe: 2, queries: []).index)
        var spec = try #require(try fixture.store.record(of: "drawings").spec)
        spec.minRecall = try #require(alone.heldOut).recall
        _ = try fixture.store.updateGallery("drawings", to: spec)
        #expect(try trained(fixture, nprobe: alone.nprobe, queries: []).ended.state == .succeeded)
        let refused = try trained(fixture, nprobe: alone.nprobe, queries: foreignQueries(60)).ended
        #expect(refused.error?.reason == "recall_too_low")
        #expect(refused.error?.message.contains("of the queries given)") == true, "\(refused.error?.message ?? "")")
    }
}
