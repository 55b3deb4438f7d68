import Gallery
import Ground
import Kernels
import Routing
import ShardNode
import TrialGround
import Vocabulary

/// A trained gallery of real embeddings with attributes to filter by, in a store of its own, searched as the daemon
/// searches: planned, scanned, widened.
final class FilteredGallery {
    /// What one search took and found: ordinals, which are numbers of rows.
    struct Found {
        var rows: [UInt32] = []
        var filterMicroseconds = 0.0
        var microseconds = 0.0
        /// 0: all allowed items were compared.
        var listCount = 0
    }

    private static let name = "bench"
    /// Items that stand for the clusters of all others.
    static let clusterCount = 64

    private let directory = TemporaryDirectory()
    private let store: ShardStore
    private let shard: LocalShard
    private let number: UInt32
    private let kernels: KernelSet
    /// By row: which of the 64 chosen items is nearest.
    let clusters: [Int]

    /// - Parameter queries: what recall is measured with in training.
    init(_ base: HalfMatrix, queries: [[Float]], listCount: Int, partCount: Int, kernels: KernelSet) throws {
        self.kernels = kernels
        store = try ShardStore(path: directory.appending("data"), kernels: kernels)
        shard = LocalShard(store: store)
        let field = FieldSpec(name: "text", dimension: UInt32(base.dimension))
        _ = try store.createGallery(
            GalleryRules.completed(GallerySpec(name: Self.name, fields: [field]), encoders: []))
        number = try store.record(of: Self.name).number
        clusters = Self.clusters(of: base, kernels)
        for start in stride(from: 0, to: base.rowCount, by: 4_096) {
            let writes = (start..<min(start + 4_096, base.rowCount)).map { row in
                PreparedWrite(
                    item: Item(id: "\(row)", attributes: attributes(ofRow: row)), vectors: [base[row]])
            }
            let done = Handover<Result<WriteResponse, CallFailure>>()
            store.upsert(writes, into: Self.name, step: nil) { done.give($0) }
            _ = try done.wait().get()
        }
        var operation = try store.train(
            TrainRequest(
                gallery: Self.name, listCount: UInt32(listCount), partCount: UInt32(partCount), seed: 7,
                queries: [QueryVectors(field: "text", values: Array(queries.joined()))]))
        while operation.state == .running {
            let done = Handover<Result<Operation, CallFailure>>()
            store.watchOperation(
                WatchOperationRequest(
                    operation: operation.id, afterRevision: operation.revision, waitMicroseconds: 60_000_000)
            ) { done.give($0) }
            operation = try done.wait().get()
        }
        guard operation.state == .succeeded else {
            throw CallFailure(.internal, "training_failed", "\(operation)")
        }
    }

    deinit {
        store.close()
    }

    /// A number that is spread evenly over 0...1 and has nothing to do with the vector, and the cluster.
    private func attributes(ofRow row: Int) -> [Attribute] {
        [
            Attribute(name: "chance", value: .real(Self.chance(ofRow: row))),
            Attribute(name: "cluster", value: .integer(Int64(clusters[row]))),
        ]
    }

    static func chance(ofRow row: Int) -> Double { Double(Hash.xxh3(UInt64(row), seed: 3) >> 11) * 0x1p-53 }

    private static func clusters(of base: HalfMatrix, _ kernels: KernelSet) -> [Int] {
        let centers = (0..<clusterCount).map { kernels.floats(base[$0 * base.rowCount / clusterCount]) }
        let padding = Half.stride(dimension: base.dimension) - base.dimension
        var clusters = [Int](repeating: 0, count: base.rowCount)
        var best = [Float](repeating: -.infinity, count: base.rowCount)
        precondition(padding == 0, "dimensions that are no multiples of \(Half.rowAlignment)")
        var scores = [Float](repeating: 0, count: base.rowCount)
        for (number, center) in centers.enumerated() {
            base.withRows { rows in
                center.withUnsafeBufferPointer { center in
                    scores.withUnsafeMutableBufferPointer {
                        kernels.score(rows: rows, against: center, by: .innerProduct, into: $0)
                    }
                }
            }
            for row in 0..<base.rowCount where scores[row] > best[row] {
                best[row] = scores[row]
                clusters[row] = number
            }
        }
        return clusters
    }

    /// The ten best that `filter` allows.
    func search(_ vector: [Float], _ filter: Filter?, isExact: Bool = false) throws -> Found {
        var found = Found()
        let start = Timing.threadMilliseconds
        let plan = SearchPlan(
            limit: 10, fields: [PlannedField(index: 0, name: "text", metric: .cosine, weight: 1, vector: vector)],
            filter: filter, tuning: ScanTuning(isExact: isExact))
        let query = plan.shardQuery(galleryNumber: number)
        let search = try shard.beginSearch(query, in: ShardContext())
        found.filterMicroseconds = (Timing.threadMilliseconds - start) * 1e3
        let scans = try shard.scans(
            for: query, tuning: plan.tuning, allowedCount: plan.isRestricted ? search.allowedCount : nil)
        var run = SearchRun(plan, scans: scans, kernels: kernels)
        while true {
            switch run.next() {
            case .candidates(let request):
                try run.accept(candidates: [search.candidates(request, in: ShardContext())])
            case .scans(let progress):
                let scans = run.scans
                run.accept(scans: try shard.widened(scans, for: query, tuning: plan.tuning, after: progress))
            case .pool: preconditionFailure("no pool is needed")
            case .done(let outcome):
                found.microseconds = (Timing.threadMilliseconds - start) * 1e3
                found.rows = outcome.items.map(\.reference.ordinal)
                if case .lists(let probes) = run.scans[0] { found.listCount = probes.lists.count }
                return found
            }
        }
    }
}
