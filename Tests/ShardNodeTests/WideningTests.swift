import Routing
import Testing
import Vocabulary

@testable import ShardNode

/// A filter's search that is asked again with more lists.
@Suite struct WideningTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func query(_ seed: UInt64) throws -> ShardQuery {
        ShardQuery(
            galleryNumber: try fixture.store.record(of: "drawings").number,
            probes: [
                FieldProbe(field: 0, vector: TrainedFixture.vector(seed)),
                FieldProbe(field: 1, vector: TrainedFixture.vector(~seed)),
            ],
            filter: Filter(
                attributes: [AttributeClause(name: "rest", any: [Attribute(value: .integer(Int64(seed % 5)))])]))
    }

    /// All twelve lists of both fields, nearest first.
    private func allLists(_ query: ShardQuery) throws -> [ListProbes] {
        try LocalShard(store: fixture.store).scans(for: query, tuning: ScanTuning(nprobe: 12), allowedCount: nil)
            .compactMap { scan in if case .lists(let probes) = scan { probes } else { nil } }
    }

    /// The nearest `counts` of them, by field.
    private func request(_ lists: [ListProbes], _ counts: [Int], candidates: Int) -> CandidateRequest {
        CandidateRequest(
            candidatesPerField: candidates, includesSimilar: true,
            scans: zip(lists, counts).map { probes, count in
                var fewer = probes
                fewer.lists = Array(probes.lists.prefix(count))
                return .lists(fewer)
            })
    }

    @Test(arguments: [false, true], [Metric.cosine, .l2])
    func `a search that was widened answers as one that had all lists at once`(spill: Bool, metric: Metric) throws {
        try TrainedFixture.fill(fixture, count: 600, metric: metric)
        var training = TrainedFixture.request
        training.spill = spill
        #expect(try fixture.train(training).state == .succeeded)
        _ = try fixture.upsert((0..<50).map { TrainedFixture.write("new \($0)") })
        let shard = LocalShard(store: fixture.store)
        let steps: [(counts: [Int], candidates: Int)] = [
            ([1, 2], 20), ([3, 2], 20), ([6, 5], 20), ([6, 5], 40), ([8, 12], 40), ([4, 12], 40), ([12, 12], 40),
        ]
        for seed in 0..<6 as Range<UInt64> {
            let query = try query(seed)
            let lists = try allLists(query)
            #expect(lists.count == 2 && lists.allSatisfy { $0.lists.count == 12 })
            let alone = try shard.beginSearch(query, in: ShardContext())
            let together = [
                try shard.beginSearch(query, in: ShardContext()), try shard.beginSearch(query, in: .init()),
            ]
            for step in steps {
                let request = request(lists, step.counts, candidates: step.candidates)
                let fresh = try shard.beginSearch(query, in: ShardContext())
                    .candidates(request, in: ShardContext())
                #expect(fresh.fieldMatchedCounts.allSatisfy { $0 > 0 } || step.counts.contains { $0 < 3 })
                #expect(try alone.candidates(request, in: ShardContext()) == fresh, "\(seed) \(step)")
                for answer in shard.candidates(together.map { CandidateAsk($0, request, in: ShardContext()) }) {
                    #expect(try answer.get() == fresh, "\(seed) \(step)")
                }
            }
        }
    }
}
