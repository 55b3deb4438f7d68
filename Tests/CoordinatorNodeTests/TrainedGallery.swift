import Dispatch
import Gallery
import Ground
import Indexing
import Kernels
import Quantization
import Routing
import TrialGround
import Vocabulary

@testable import CoordinatorNode
@testable import ShardNode

/// A gallery of three fields, compared in three ways, that was trained, then written to again; and all that is known
/// of its items, kept apart.
final class TrainedGallery {
    struct Known {
        var tags: Set<String>
        var attributes: [Attribute]
        var similarIds: [String]
        /// By field.
        var vectors: [[UInt16]?]
    }

    /// An item found in a field, with the score that it was found by.
    struct Candidate: Equatable {
        var idHash: UInt64
        var score: Float
    }

    static let metrics: [Metric] = [.cosine, .innerProduct, .l2]
    static let dimensions = [13, 19, 10]
    static let listCount = 7

    private let directory = TemporaryDirectory()
    private(set) var store: ShardStore
    private(set) var kernels: KernelSet
    let spec: GallerySpec
    private let isSpilled: Bool
    private let codeBits: UInt32
    private(set) var items: [String: Known] = [:]

    /// - Parameter transform: that of the second field; the others have none.
    /// - Parameter codeBits: of a part.
    /// - Parameter rerank: what candidates are compared with in the first and the last field.
    /// - Parameter isSpilled: true when items have second lists.
    init(
        _ kernels: KernelSet, itemCount: Int = 900, transform: VectorTransform = .none,
        codeBits: UInt32 = 8, rerank: VectorPrecision = .f16, isSpilled: Bool = false
    ) throws {
        self.codeBits = codeBits
        self.kernels = kernels
        self.isSpilled = isSpilled
        store = try ShardStore(path: directory.appending("data"), kernels: kernels)
        let fields = zip(["a", "b", "c"], zip(Self.dimensions, Self.metrics)).enumerated().map { place, field in
            FieldSpec(
                name: field.0, dimension: UInt32(field.1.0), metric: field.1.1, weight: [1, 0.25, 0.5][place],
                rerank: place == 1 ? .f16 : rerank)
        }
        spec = try GalleryRules.completed(GallerySpec(name: "g", fields: fields), encoders: [])
        _ = try store.createGallery(spec)
        try write(0..<itemCount, round: 0)
        try train([], .none)
        if transform != .none { try train(["b"], transform) }
        // The third field is searched as recall takes, the others as was told.
        try train(["c"], .none, nprobe: 0)
        // Rows that are not sealed: new ones, and new versions of sealed ones; then some of all are gone.
        try write(itemCount..<itemCount * 5 / 4, round: 0)
        try write(0..<itemCount / 8, round: 1)
        try delete((0..<itemCount * 5 / 4).filter { $0 % 11 == 3 })
    }

    deinit {
        store.close()
    }

    /// Closes the store and opens it with other kernels.
    func reopen(_ kernels: KernelSet) throws {
        store.close()
        self.kernels = kernels
        store = try ShardStore(path: directory.appending("data"), kernels: kernels)
    }

    var snapshot: GallerySnapshot {
        get throws { try store.state(number: store.record(of: "g").number).checkedSnapshot() }
    }

    /// By field.
    var codebooks: [Codebook?] {
        get throws { try snapshot.view.layouts.indices.map { try snapshot.view.codebook(field: $0) } }
    }

    /// What the pipeline finds on this gallery with its kernels.
    ///
    /// - Parameter scans: how the fields are searched at first; nil: as the store plans it.
    func run(_ plan: SearchPlan, scans: [FieldScan]?) throws -> FoundHits {
        let shard = LocalShard(store: store)
        let planner: any ProbePlanner = scans.map { FixedPlanner(scans: $0, widening: shard) } ?? shard
        var times = StageTimes()
        return try SearchPipeline(shards: [shard], planner: planner, kernels: kernels)
            .run(plan, in: store.record(of: "g"), ShardContext(), &times)
    }

    /// What the pipeline finds when it runs all `plans` together, searched as the store plans it.
    func runTogether(_ plans: [SearchPlan]) throws -> [Result<FoundHits, CallFailure>] {
        let shard = LocalShard(store: store)
        let record = try store.record(of: "g")
        var found = [Result<FoundHits, CallFailure>?](repeating: nil, count: plans.count)
        SearchPipeline(shards: [shard], planner: shard, kernels: kernels).run(
            plans.map { PlannedSearch(plan: $0, gallery: record, context: ShardContext()) }
        ) { place, result in
            precondition(found[place] == nil, "search \(place) ended twice")
            found[place] = result
        }
        return found.map { $0! }
    }

    /// By field, the best `count` of those that are looked at.
    func candidates(_ plan: SearchPlan, scans: [FieldScan], count: Int) throws -> [[Candidate]] {
        let query = plan.shardQuery(galleryNumber: try store.record(of: "g").number)
        let answer = try LocalShard(store: store).beginSearch(query, in: ShardContext()).candidates(
            CandidateRequest(candidatesPerField: count, includesSimilar: false, scans: scans), in: ShardContext())
        return answer.lists.map { list in
            zip(list.positions, list.scores).map { Candidate(idHash: answer.idHashes[Int($0)], score: $1) }
        }
    }

    // What is written.

    /// A vector near one of 24 centres.
    static func vector(field: Int, seed: UInt64) -> [Float] {
        func drawn(_ seed: UInt64) -> [Float] {
            var random = SeededRandom(seed: seed &* 3 &+ UInt64(field))
            return (0..<dimensions[field]).map { _ in Float.random(in: -1...1, using: &random) }
        }
        return zip(drawn(seed % 24), drawn(seed &+ 1_000)).map { $0 + 0.5 * $1 }
    }

    /// A number of one kind or the other, and a text or a truth value; some have none.
    private static func attributes(_ number: Int) -> [Attribute] {
        if number % 7 == 6 { return [] }
        let size: Attribute.Value = number % 3 == 0 ? .real(Double(number % 50) / 2) : .integer(Int64(number % 25))
        let kind: Attribute.Value = number % 2 == 0 ? .text("k\(number % 4)") : .flag(number % 4 == 1)
        return [Attribute(name: "size", value: size), Attribute(name: "kind", value: kind)]
    }

    private func write(_ numbers: Range<Int>, round: Int) throws {
        let writes = try numbers.map { number in
            // Every ninth has the vectors of the one before it.
            let seed = UInt64((number % 9 == 8 ? number - 1 : number) + round * 50_000)
            let vectors = try spec.fields.indices.map { field -> [UInt16]? in
                if Hash.xxh3(seed, seed: UInt64(field)) % 6 == 0 { return nil }
                let vector = Self.vector(field: field, seed: seed)
                return try KernelSet.best.halves(GalleryRules.searchedVector(vector, of: spec.fields[field], at: ""))
            }
            let similarIds = number % 4 == 0 ? ["id\(number + 1)", "id\(number + 24)"] : []
            let item = Item(
                id: "id\(number)", tags: ["t\(number % 5)", "r\(round)"], similarIds: similarIds,
                attributes: Self.attributes(number))
            items[item.id] = Known(
                tags: Set(item.tags), attributes: item.attributes, similarIds: similarIds, vectors: vectors)
            return PreparedWrite(item: item, vectors: vectors)
        }
        let response = try wait { store.upsert(writes, into: "g", step: nil, completion: $0) }
        precondition(response.results.allSatisfy { $0.status == 0 })
    }

    private func delete(_ numbers: [Int]) throws {
        let ids = numbers.map { "id\($0)" }
        for id in ids { items[id] = nil }
        _ = try wait { store.delete(DeleteItemsRequest(gallery: "g", ids: ids), completion: $0) }
    }

    private func train(_ fields: [String], _ transform: VectorTransform, nprobe: UInt32 = 5) throws {
        var operation = try store.train(
            TrainRequest(
                gallery: "g", fields: fields, listCount: UInt32(Self.listCount), partCount: 4, transform: transform,
                coarseIterationCount: 3, partIterationCount: 2, seed: 7, exactBelow: 0,
                nprobe: nprobe, codeBits: codeBits, spill: isSpilled))
        while operation.state == .running {
            let watched = WatchOperationRequest(
                operation: operation.id, afterRevision: operation.revision, waitMicroseconds: 60_000_000)
            operation = try wait { store.watchOperation(watched, completion: $0) }
        }
        precondition(operation.state == .succeeded, "\(operation)")
    }

    private func wait<Value: Sendable>(
        _ call: (@escaping @Sendable (Result<Value, CallFailure>) -> Void) -> Void
    ) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let answer = Guarded<Result<Value, CallFailure>?>(nil)
        call { result in
            answer.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        return try answer.withLock { $0! }.get()
    }
}
