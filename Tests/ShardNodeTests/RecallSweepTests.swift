import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// How many lists a training chooses, by held-out items and by queries that are given.
@Suite struct RecallSweepTests {
    /// What a number of lists gives: recalls without a margin.
    private func outcome(_ nprobe: Int, _ heldOut: Float?, _ given: Float?, error: Float = 0) -> RecallSweep.Outcome {
        func figure(_ recall: Float) -> RecallMeasurement.Figure {
            RecallMeasurement.Figure(recall: recall, standardError: error, queryCount: 100, nprobe: nprobe)
        }
        return RecallSweep.Outcome(nprobe: nprobe, heldOut: heldOut.map(figure), given: given.map(figure))
    }

    private func smallest(
        listCount: Int = 64, _ measure: (Int) -> RecallSweep.Outcome
    ) throws(CallFailure) -> RecallSweep.Outcome {
        try RecallSweep.smallest(listCount: listCount, target: 0.95) { nprobe throws(CallFailure) in measure(nprobe) }
    }

    @Test func `held-out items alone decide when no queries are given`() throws {
        let chosen = try smallest { outcome($0, $0 >= 3 ? 0.96 : 0.9, nil) }
        #expect(chosen.nprobe == 3 && chosen.given == nil && chosen.recall == 0.96)
    }

    @Test func `given queries that are harder take more lists`() throws {
        let chosen = try smallest { outcome($0, $0 >= 3 ? 0.96 : 0.9, $0 >= 12 ? 0.95 : 0.8) }
        #expect(chosen.nprobe == 12)
        #expect(chosen.heldOut?.recall == 0.96 && chosen.given?.recall == 0.95 && chosen.recall == 0.95)
    }

    @Test func `given queries that are easier take no list away`() throws {
        #expect(try smallest { outcome($0, $0 >= 6 ? 0.96 : 0.9, 1) }.nprobe == 6)
    }

    @Test func `each recall passes the target by the error of its own sample`() throws {
        let chosen = try smallest { nprobe in
            var outcome = outcome(nprobe, 0.96, nprobe >= 4 ? 0.98 : 0.96)
            outcome.given = RecallMeasurement.Figure(
                recall: outcome.given!.recall, standardError: 0.02, queryCount: 40, nprobe: nprobe)
            return outcome
        }
        #expect(chosen.nprobe == 4)
    }

    @Test func `a recall of one is enough whatever the error of its sample`() throws {
        #expect(try smallest { outcome($0, 1, $0 >= 4 ? 1 : 0.99, error: 0.06) }.nprobe == 4)
    }

    @Test func `when one of both never reaches the target the other still does`() throws {
        // The given queries gain nothing after two lists; held-out items need eight.
        let chosen = try smallest { outcome($0, min(0.9 + 0.01 * Float($0), 0.97), $0 >= 2 ? 0.7 : 0.6) }
        #expect(chosen.nprobe == 6 && chosen.heldOut?.recall == 0.96 && chosen.given?.recall == 0.7)
    }

    @Test func `where there is nothing to find one list is enough`() throws {
        #expect(try smallest { outcome($0, nil, nil) }.nprobe == 1)
        #expect(try smallest(listCount: 1) { outcome($0, 0.1, 0.1) }.nprobe == 1)
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
        let few = try #require(try trained(fixture, nprobe: alone.nprobe, queries: foreignQueries(60)).index)
        #expect(try #require(few.given).recall < 0.95)
        let (ended, index) = try trained(fixture, queries: foreignQueries(60))
        let both = try #require(index)
        #expect(both.nprobe > alone.nprobe)
        for figure in [both.heldOut, both.given] {
            let figure = try #require(figure)
            #expect(figure.recall >= 0.95 && figure.nprobe == both.nprobe)
        }
        #expect(both.given?.queryCount == 60)
        #expect(ended.stage.contains("of the queries given)"), "\(ended.stage)")
    }

    @Test func `the least recall that is published is asked of the given queries too`() throws {
        let fixture = try StoreFixture()
        try TrainedFixture.fill(fixture, count: 1_200)
        let alone = try #require(try trained(fixture, queries: []).index)
        var spec = try #require(try fixture.store.record(of: "drawings").spec)
        spec.minRecall = try #require(alone.heldOut).recall
        _ = try fixture.store.updateGallery("drawings", to: spec)
        #expect(try trained(fixture, nprobe: alone.nprobe, queries: []).ended.state == .succeeded)
        let refused = try trained(fixture, nprobe: alone.nprobe, queries: foreignQueries(60)).ended
        #expect(refused.error?.reason == "recall_too_low")
        #expect(refused.error?.message.contains("of the queries given)") == true, "\(refused.error?.message ?? "")")
    }
}
