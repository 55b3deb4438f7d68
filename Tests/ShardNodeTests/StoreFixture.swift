import Glibc
import Ground
import Kernels
import Routing
import Storage
import TrialGround
import Vocabulary

@testable import ShardNode

/// A store in a directory of its own, opened, closed and opened again, with calls that wait.
final class StoreFixture: @unchecked Sendable {
    // Unchecked: who shares it does not restart it meanwhile.
    let directory = TemporaryDirectory()
    private(set) var store: ShardStore
    static let dimension = 8

    var path: String { directory.appending("data") }

    init() throws {
        store = try ShardStore(path: directory.appending("data"))
    }

    deinit {
        store.close()
    }

    /// Closes the store and opens it again.
    func restart() throws {
        store.close()
        store = try ShardStore(path: path)
    }

    /// Closes the store, lets `body` change its database, and opens it again.
    func restart(changing body: (Database) throws -> Void) throws {
        store.close()
        do {
            let database = try Database(path: path)
            try body(database)
            database.close()
        }
        store = try ShardStore(path: path)
    }

    static func spec(_ name: String = "drawings", metric: Metric = .cosine) -> GallerySpec {
        GallerySpec(
            name: name,
            fields: [
                FieldSpec(name: "description", dimension: UInt32(dimension), metric: metric, weight: 1),
                FieldSpec(name: "tags", dimension: UInt32(dimension), metric: metric, weight: 0.5),
            ])
    }

    static func vector(_ seed: UInt64) -> [Float] {
        var random = SeededRandom(seed: seed)
        let values = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
        return VectorMath.normalise(values)!
    }

    static func halves(_ seed: UInt64) -> [UInt16] {
        try! KernelSet.best.halves(vector(seed))
    }

    static func write(
        _ id: String, seed: UInt64? = nil, tags: [String] = [], similar: [String] = [], expecting: UInt64? = nil
    ) -> PreparedWrite {
        let seed = seed ?? Hash.xxh3(id)
        return PreparedWrite(
            item: Item(
                id: id, url: "u/\(id)", description: "item \(id), \(seed)", tags: tags, similarIds: similar),
            vectors: [halves(seed), seed % 3 == 0 ? nil : halves(~seed)], expectedVersion: expecting)
    }

    func upsert(
        _ writes: [PreparedWrite], into gallery: String = "drawings", step: ImportStep? = nil
    ) throws(CallFailure) -> WriteResponse {
        let handover = Handover<Result<WriteResponse, CallFailure>>()
        store.upsert(writes, into: gallery, step: step) { handover.give($0) }
        return try handover.wait().get()
    }

    func delete(
        _ ids: [String], from gallery: String = "drawings", expecting: [UInt64] = []
    ) throws(CallFailure) -> WriteResponse {
        let handover = Handover<Result<WriteResponse, CallFailure>>()
        store.delete(DeleteItemsRequest(gallery: gallery, ids: ids, expectedVersions: expecting)) {
            handover.give($0)
        }
        return try handover.wait().get()
    }

    func items(_ ids: [String], mask: ReadMask? = nil, of gallery: String = "drawings") throws -> [StoredItem] {
        try store.items(GetItemsRequest(gallery: gallery, ids: ids, readMask: mask)).items
    }

    func version(_ id: String, of gallery: String = "drawings") throws -> UInt64 {
        try items([id], of: gallery)[0].version
    }

    /// `operation` once it has ended.
    func end(of operation: Operation) throws(CallFailure) -> Operation {
        var now = operation
        while now.state == .running {
            let handover = Handover<Result<Operation, CallFailure>>()
            store.watchOperation(
                WatchOperationRequest(operation: now.id, afterRevision: now.revision, waitMicroseconds: 60_000_000)
            ) { handover.give($0) }
            now = try handover.wait().get()
        }
        // Its files are in order by then, too.
        while try store.trainings.isBusy(gallery: store.record(of: now.gallery).number) { usleep(1_000) }
        return now
    }

    /// A whole training.
    func train(_ request: TrainRequest = TrainRequest(gallery: "drawings")) throws(CallFailure) -> Operation {
        try end(of: store.train(request))
    }

    /// Begins a search of both fields for the vectors of `seed`.
    func search(
        _ seed: UInt64, gallery: String = "drawings", filter: Filter? = nil, excluding: [String] = [],
        minSequence: UInt64 = 0
    ) throws -> any ShardSearch {
        let query = ShardQuery(
            galleryNumber: try store.record(of: gallery).number,
            probes: [
                FieldProbe(field: 0, vector: Self.vector(seed)), FieldProbe(field: 1, vector: Self.vector(~seed)),
            ],
            filter: filter, excludedIds: excluding, minSequence: minSequence)
        return try LocalShard(store: store).beginSearch(query, in: ShardContext())
    }

    /// Ids of the best of the first field, best first.
    func best(
        _ seed: UInt64, count: Int = 10, gallery: String = "drawings", filter: Filter? = nil,
        excluding: [String] = []
    ) throws -> [String] {
        let search = try search(seed, gallery: gallery, filter: filter, excluding: excluding)
        let answer = try search.candidates(
            CandidateRequest(candidatesPerField: count, includesSimilar: false), in: ShardContext())
        let ordinals = answer.lists[0].positions.map { answer.ordinals[Int($0)] }
        return try search.payload(of: ordinals, ReadMask(idOnly: true), in: ShardContext()).map { $0.item!.id }
    }
}

/// The failure that `body` ends in; nil when it succeeds.
func failure(_ body: () throws -> Void) -> CallFailure? {
    do {
        try body()
        return nil
    } catch {
        return error as? CallFailure
    }
}
