import Foundation
import Gallery
import Ground
import Kernels
import Routing
import ShardNode
import Testing
import Vocabulary

@testable import CoordinatorNode

/// The pipeline over real stores: one, and several that share the items.
@Suite
struct SearchPipelineTests {
    /// A store in a folder of its own, gone with this object.
    final class Shard {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tessera-\(UUID().uuidString)")
        let store: ShardStore

        init(_ spec: GallerySpec) throws {
            store = try ShardStore(path: folder.path)
            _ = try store.createGallery(spec)
        }

        func write(_ writes: [PreparedWrite]) {
            let done = DispatchSemaphore(value: 0)
            store.upsert(writes, into: "g", step: nil) { result in
                #expect((try? result.get().results.allSatisfy { $0.status == 0 }) == true)
                done.signal()
            }
            done.wait()
        }

        deinit {
            store.close()
            try? FileManager.default.removeItem(at: folder)
        }
    }

    private static func pipeline(_ shard: Shard) -> SearchPipeline {
        let local = LocalShard(store: shard.store)
        return SearchPipeline(shards: [local], planner: local, kernels: .best)
    }

    private let dimension = 12

    private func spec() throws -> GallerySpec {
        try GalleryRules.completed(
            GallerySpec(
                name: "g",
                fields: [
                    FieldSpec(name: "a", dimension: UInt32(dimension)),
                    FieldSpec(name: "b", dimension: UInt32(dimension), metric: .l2, weight: 0.5),
                ]),
            encoders: [])
    }

    private func numbers(_ seed: UInt64) -> [Float] {
        (0..<dimension).map { Float(Hash.xxh3(UInt64($0), seed: seed) >> 40) / Float(1 << 23) - 1 }
    }

    /// `count` items, every tenth a copy of the vectors before it, every seventh without field b.
    private func writes(_ count: Int, _ spec: GallerySpec) throws -> [PreparedWrite] {
        try (0..<count).map { number in
            let source = UInt64(number % 10 == 9 ? number - 1 : number)
            let vectors = try spec.fields.enumerated().map { place, field -> [UInt16]? in
                if place == 1, number % 7 == 0 { return nil }
                let vector = try GalleryRules.searchedVector(numbers(source * 2 + UInt64(place)), of: field, at: "")
                return try KernelSet.best.halves(vector)
            }
            let item = Item(
                id: "id\(number)", tags: ["t\(number % 3)"], similarIds: number % 5 == 0 ? ["id\(number + 1)"] : [])
            return PreparedWrite(item: item, vectors: vectors)
        }
    }

    @Test(arguments: [1, 2, 5])
    func `ids, order and scores do not depend on the number of shards`(shardCount: Int) throws {
        let spec = try spec()
        let writes = try writes(400, spec)
        let one = try Shard(spec)
        one.write(writes)
        let many = try (0..<shardCount).map { _ in try Shard(spec) }
        // They close their stores when they go, which an optimizer takes for their last mention.
        defer { withExtendedLifetime((one, many)) {} }
        for (number, shard) in many.enumerated() {
            shard.write(
                writes.filter { Hash.shard(of: Hash.xxh3($0.item.id), shardCount: shardCount) == number })
        }
        let record = try one.store.record(of: "g")
        let local = LocalShard(store: one.store)
        let alone = SearchPipeline(shards: [local], planner: local, kernels: .best)
        let spread = SearchPipeline(
            shards: many.enumerated().map { LocalShard(store: $1.store, shard: UInt32($0)) },
            planner: LocalShard(store: many[0].store), kernels: .best)
        for seed in 0..<12 {
            let request = SearchRequest(
                gallery: "g", limit: 20,
                fields: [
                    FieldQuery(field: "a", vector: numbers(UInt64(seed) + 10_000)),
                    FieldQuery(field: "b", vector: numbers(UInt64(seed) + 20_000)),
                ],
                filter: seed % 3 == 0 ? Filter(tags: [TagClause(any: ["t1", "t2"])]) : nil,
                fusion: Fusion(kind: FusionKind.allCases[seed % 3]),
                diversity: Diversity(mmr: seed % 2 == 0, seed: seed % 4 == 0 ? 7 : nil), explain: true)
            let plan = try SearchDraft(request, in: spec).plan()
            var times = StageTimes()
            let expected = try alone.run(plan, in: record, ShardContext(), &times)
            let found = try spread.run(plan, in: record, ShardContext(), &times)
            #expect(expected.hits.count == 20)
            #expect(found.hits.map { $0.item?.id } == expected.hits.map { $0.item?.id })
            #expect(found.hits.map(\.score) == expected.hits.map(\.score))
            #expect(found.hits.map(\.fields) == expected.hits.map(\.fields))
        }
    }

    @Test func `a search whose caller has gone ends with CANCELLED`() throws {
        let spec = try spec()
        let shard = try Shard(spec)
        shard.write(try writes(50, spec))
        let plan = try SearchDraft(
            SearchRequest(gallery: "g", limit: 3, fields: [FieldQuery(field: "a", vector: numbers(1))]), in: spec
        ).plan()
        let gone = CancellationFlag()
        gone.set()
        var times = StageTimes()
        #expect(throws: CallFailure.self) {
            try Self.pipeline(shard)
                .run(plan, in: shard.store.record(of: "g"), ShardContext(cancellation: gone), &times)
        }
    }

    /// A shard that runs `body` before it reads the payload of what was found.
    final class Interrupted: ShardPort, ShardSearch, @unchecked Sendable {
        // Unchecked: each search is used by the one test that began it.
        let port: LocalShard
        let search: (any ShardSearch)?
        let body: @Sendable () -> Void
        var shard: UInt32 { port.shard }
        var allowedCount: UInt64 { search?.allowedCount ?? 0 }

        init(_ port: LocalShard, search: (any ShardSearch)? = nil, body: @escaping @Sendable () -> Void) {
            self.port = port
            self.search = search
            self.body = body
        }

        func beginSearch(_ query: ShardQuery, in context: ShardContext) throws(CallFailure) -> any ShardSearch {
            Interrupted(port, search: try port.beginSearch(query, in: context), body: body)
        }

        func vectors(
            ofItem id: String, inGallery galleryNumber: UInt32, in context: ShardContext
        ) throws(CallFailure) -> [[Float]?]? {
            try port.vectors(ofItem: id, inGallery: galleryNumber, in: context)
        }

        func candidates(
            _ request: CandidateRequest, in context: ShardContext
        ) throws(CallFailure) -> CandidateAnswer {
            try search!.candidates(request, in: context)
        }

        func pool(_ request: PoolRequest, in context: ShardContext) throws(CallFailure) -> PoolAnswer {
            try search!.pool(request, in: context)
        }

        func payload(
            of ordinals: [UInt32], _ mask: ReadMask?, in context: ShardContext
        ) throws(CallFailure) -> [StoredItem] {
            body()
            return try search!.payload(of: ordinals, mask, in: context)
        }
    }

    @Test func `an item that is deleted while it is being found is not answered`() throws {
        let spec = try spec()
        let shard = try Shard(spec)
        shard.write(try writes(50, spec))
        let record = try shard.store.record(of: "g")
        let plan = try SearchDraft(
            SearchRequest(gallery: "g", limit: 3, fields: [FieldQuery(field: "a", vector: numbers(1))]), in: spec
        ).plan()
        var times = StageTimes()
        let local = LocalShard(store: shard.store)
        let before = try SearchPipeline(shards: [local], planner: local, kernels: .best).run(
            plan, in: record, ShardContext(), &times)
        let victim = before.hits[1].item!.id
        let store = shard.store
        let interrupted = Interrupted(local) {
            let done = DispatchSemaphore(value: 0)
            store.delete(DeleteItemsRequest(gallery: "g", ids: [victim])) { _ in done.signal() }
            done.wait()
        }
        let found = try SearchPipeline(shards: [interrupted], planner: local, kernels: .best)
            .run(plan, in: record, ShardContext(), &times)
        #expect(found.hits.map { $0.item?.id } == [before.hits[0].item?.id, before.hits[2].item?.id])
        #expect(found.outcome.shortReason == .exhausted)
    }

    @Test func `a search past its deadline ends with DEADLINE_EXCEEDED`() throws {
        let spec = try spec()
        let shard = try Shard(spec)
        shard.write(try writes(50, spec))
        let plan = try SearchDraft(
            SearchRequest(gallery: "g", limit: 3, fields: [FieldQuery(field: "a", vector: numbers(1))]), in: spec
        ).plan()
        var times = StageTimes()
        do {
            _ = try Self.pipeline(shard)
                .run(plan, in: shard.store.record(of: "g"), ShardContext(deadline: .now), &times)
            Issue.record("it was answered")
        } catch {
            #expect(error.status == .deadlineExceeded)
        }
    }
}
