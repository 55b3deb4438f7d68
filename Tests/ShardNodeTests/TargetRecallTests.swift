import Gallery
import Indexing
import Kernels
import Quantization
import Routing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Searches that ask for recall.
@Suite struct TargetRecallTests {
    private let fixture: StoreFixture

    private var store: ShardStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
        try TrainedFixture.fill(fixture, count: 1_500)
    }

    private func train(target: Float = 0, nprobe: UInt32 = 0) throws -> FieldIndex {
        try aim(at: target)
        var request = TrainedFixture.request
        (request.listCount, request.partCount, request.nprobe) = (40, 4, nprobe)
        #expect(try fixture.train(request).state == .succeeded)
        return try index
    }

    private func aim(at target: Float) throws {
        var spec = try #require(try store.record(of: "drawings").spec)
        spec.targetRecall = target
        _ = try store.updateGallery("drawings", to: spec)
    }

    private var index: FieldIndex {
        get throws { try #require(try store.describeGallery("drawings").fields[0].index) }
    }

    /// The lists that are planned for a search, and the candidates for ten hits.
    private func planned(_ seed: UInt64, _ tuning: ScanTuning) throws -> ListProbes {
        let query = ShardQuery(
            galleryNumber: try store.record(of: "drawings").number,
            probes: [FieldProbe(field: 0, vector: TrainedFixture.vector(seed))])
        let scans = try LocalShard(store: store).scans(for: query, tuning: tuning, allowedCount: nil)
        guard case .lists(let probes) = scans[0] else {
            Issue.record("the field is exact")
            return ListProbes(codebookHash: [], lists: [])
        }
        return probes
    }

    @Test(arguments: [0.8, 0.9, 0.95, 0.99] as [Float])
    func `queries that were not measured find what is asked for`(target: Float) throws {
        _ = try train()
        var found = 0, wanted = 0
        for seed in 500_000..<500_150 as Range<UInt64> {
            let query = ShardQuery(
                galleryNumber: try store.record(of: "drawings").number,
                probes: [FieldProbe(field: 0, vector: TrainedFixture.vector(seed))])
            let search = try LocalShard(store: store).beginSearch(query, in: ShardContext())
            func best(_ scans: [FieldScan], _ count: Int) throws -> [Float] {
                let answer = try search.candidates(
                    CandidateRequest(candidatesPerField: count, includesSimilar: false, scans: scans),
                    in: ShardContext())
                return Array(answer.similarities.sorted(by: >).prefix(10))
            }
            let truth = try best([], 10)
            let probes = try planned(seed, ScanTuning(targetRecall: target))
            let answer = try best([.lists(probes)], probes.candidateCount)
            found += answer.count { $0 >= truth[9] }
            wanted += 10
        }
        #expect(Double(found) / Double(wanted) >= Double(target) - 0.015)
    }

    @Test func `a search takes the cheapest point that reaches what it asks for`() throws {
        let index = try train(target: 0.8)
        #expect(index.points.count > 3)
        for target in [0.6, 0.8, 0.95, 1] as [Float] {
            let point = try #require(index.points.cheapest(reaching: target))
            let codebook = try #require(try store.state("drawings").snapshot.view.codebook(field: 0))
            for seed in 0..<20 as Range<UInt64> {
                let probes = try planned(seed, ScanTuning(targetRecall: target))
                #expect(probes.candidateCount == Int(point.candidateCount))
                #expect(
                    probes.lists
                        == codebook.lists(
                            nearestTo: TrainedFixture.vector(seed),
                            ListAsk(count: Int(point.nprobe), reach: point.reach), kernels: .best))
            }
        }
        #expect(try planned(3, ScanTuning(targetRecall: 0.8)) == planned(3, ScanTuning()))
    }

    @Test func `a number of lists overrides a recall that is asked for`() throws {
        _ = try train()
        let probes = try planned(1, ScanTuning(nprobe: 3, targetRecall: 0.99))
        #expect(probes.lists.count == 3 && probes.candidateCount == 0)
    }

    @Test func `another target takes another point at once, over a restart, and back`() throws {
        let first = try train(target: 0.7)
        try aim(at: 0.99)
        var second = try index
        #expect(second.targetRecall == 0.99 && second.points == first.points)
        #expect(try #require(second.heldOut).recall > first.heldOut!.recall)
        try fixture.restart()
        #expect(try index == second)
        try aim(at: 0.7)
        second = try index
        #expect(second == first)
    }

    @Test func `a number of lists that was told stays, whatever the target`() throws {
        let told = try train(nprobe: 5)
        #expect(told.nprobe == 5 && told.reach == nil && told.points.isEmpty && told.targetRecall == 0)
        try aim(at: 0.99)
        #expect(try index == told)
        #expect(try planned(1, ScanTuning(targetRecall: 0.99)).lists.count == 5)
    }

    @Test func `a record without points is searched as it always was`() {
        let old = FieldIndex(nprobe: 9)
        for tuning in [ScanTuning(), ScanTuning(targetRecall: 0.9)] {
            #expect(ProbeRule(old, tuning) == ProbeRule(nprobe: 9))
        }
        #expect(ProbeRule(FieldIndex(), ScanTuning()).nprobe == 1)
    }

    @Test func `more lists for all alike keep the candidates of the rule`() throws {
        let index = try train()
        let rule = ProbeRule(index, ScanTuning())
        #expect(rule.usualCount > 0 && rule.usualCount <= Int(index.nprobe))
        let wide = rule.probing(30)
        #expect(wide.reach == nil && wide.nprobe == 30 && wide.candidateCount == rule.candidateCount)
    }

    @Test func `several searches at once have the lists that each has alone`() throws {
        let index = try train()
        let codebook = try #require(try store.state("drawings").snapshot.view.codebook(field: 0))
        let rules = [ScanTuning(), ScanTuning(nprobe: 3), ScanTuning(targetRecall: 0.6), ScanTuning(targetRecall: 1)]
            .map { ProbeRule(index, $0) }
        let searches = (0..<24).map { (rule: rules[$0 % 4], vector: TrainedFixture.vector(UInt64($0 + 900))) }
        let together = ProbeRule.lists(searches, of: codebook, kernels: .best)
        for (search, lists) in zip(searches, together) {
            #expect(lists == search.rule.lists(nearestTo: search.vector, of: codebook, kernels: .best))
        }
    }
}
