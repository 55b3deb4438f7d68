import Gallery
import Ground
import Kernels
import Routing
import Testing
import Vocabulary

@testable import CoordinatorNode

/// How the pipeline decides what is scanned, and what it does when that is overtaken by a training.
struct PlanningTests {
    /// A planner that plans one list of a codebook whose hash counts its calls, and remembers what it was told.
    final class Planner: ProbePlanner {
        let allowedCounts = Guarded<[UInt64?]>([])
        let tunings = Guarded<[ScanTuning]>([])

        func scans(
            for query: ShardQuery, tuning: ScanTuning, allowedCount: UInt64?
        ) throws(CallFailure) -> [FieldScan] {
            tunings.withLock { $0.append(tuning) }
            let number = allowedCounts.withLock { counts in
                counts.append(allowedCount)
                return UInt8(counts.count)
            }
            return [.lists(ListProbes(codebookHash: [number], lists: [5, 3]))]
        }

        func widened(
            _ scans: [FieldScan], for query: ShardQuery, tuning: ScanTuning, after progress: ScanProgress
        ) throws(CallFailure) -> [FieldScan]? { nil }
    }

    /// A shard with nothing in it that knows one codebook only.
    final class Shard: ShardPort, ShardSearch {
        let shard: UInt32
        let allowedCount: UInt64
        let codebook: UInt8
        let reason: String

        init(_ shard: UInt32 = 0, allowedCount: UInt64 = 0, codebook: UInt8 = 1, reason: String = "codebook_changed") {
            self.shard = shard
            self.allowedCount = allowedCount
            self.codebook = codebook
            self.reason = reason
        }

        func beginSearch(_ query: ShardQuery, in context: ShardContext) throws(CallFailure) -> any ShardSearch { self }

        func vectors(
            ofItem id: String, inGallery galleryNumber: UInt32, in context: ShardContext
        ) throws(CallFailure) -> [[Float]?]? { nil }

        func candidates(
            _ request: CandidateRequest, in context: ShardContext
        ) throws(CallFailure) -> CandidateAnswer {
            guard request.scans == [.lists(ListProbes(codebookHash: [codebook], lists: [5, 3]))] else {
                throw CallFailure(.aborted, reason, "another codebook")
            }
            return CandidateAnswer(
                shard: shard, plannedCount: 4, scannedCount: 4, fieldPlannedCounts: [4], lists: [CandidateList()],
                similarStarts: [0])
        }

        func pool(_ request: PoolRequest, in context: ShardContext) throws(CallFailure) -> PoolAnswer {
            PoolAnswer(rows: [[]])
        }

        func payload(
            of ordinals: [UInt32], _ mask: ReadMask?, in context: ShardContext
        ) throws(CallFailure) -> [StoredItem] { [] }
    }

    private func find(
        in shards: [Shard], by planner: Planner, _ change: (inout SearchPlan) -> Void = { _ in }
    ) throws -> FoundHits {
        var plan = SearchPlan(
            limit: 3, fields: [PlannedField(index: 0, name: "a", metric: .cosine, weight: 1, vector: [1])])
        change(&plan)
        var times = StageTimes()
        return try SearchPipeline(shards: shards, planner: planner, kernels: .best)
            .run(plan, in: GalleryRecord(), ShardContext(), &times)
    }

    @Test func `the codebook and the lists that were scanned are told`() throws {
        let found = try find(in: [Shard(0), Shard(1)], by: Planner())
        #expect(found.codebookHashes == [[1]])
        #expect(found.scans == [.lists(ListProbes(codebookHash: [1], lists: [5, 3]))])
        #expect(found.outcome.fieldPlannedCounts == [8])
    }

    @Test func `the planner is told how many items all shards allow, and of none when all are`() throws {
        let planner = Planner()
        let shards = [Shard(0, allowedCount: 10), Shard(1, allowedCount: 7)]
        _ = try find(in: shards, by: planner)
        #expect(planner.allowedCounts.withLock { $0 } == [nil])
        for change in [{ $0.filter = Filter(noTags: ["x"]) }, { $0.excludedIds = ["y"] }]
            as [(inout SearchPlan) -> Void]
        {
            let planner = Planner()
            _ = try find(in: shards, by: planner, change)
            #expect(planner.allowedCounts.withLock { $0 } == [17])
        }
    }

    @Test func `the planner is told how hard to look`() throws {
        let planner = Planner()
        _ = try find(in: [Shard()], by: planner) { $0.tuning = ScanTuning(nprobe: 9, isExact: true) }
        #expect(planner.tunings.withLock { $0 } == [ScanTuning(nprobe: 9, isExact: true)])
    }

    @Test(arguments: [2, 3] as [UInt8])
    func `a search that a training overtakes is planned anew`(codebook: UInt8) throws {
        let found = try find(in: [Shard(codebook: codebook)], by: Planner())
        #expect(found.codebookHashes == [[codebook]])
    }

    @Test func `a search that is overtaken again and again is planned three times and no more`() throws {
        let planner = Planner()
        let failure = #expect(throws: CallFailure.self) { try find(in: [Shard(codebook: 4)], by: planner) }
        #expect(failure?.status == .aborted && failure?.reason == "codebook_changed")
        #expect(planner.allowedCounts.withLock { $0.count } == 3)
    }

    @Test func `a search that fails for another reason is not tried again`() throws {
        let planner = Planner()
        #expect(throws: CallFailure.self) { try find(in: [Shard(codebook: 2, reason: "other")], by: planner) }
        #expect(planner.allowedCounts.withLock { $0.count } == 1)
    }
}
