import Ground
import Kernels
import Routing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Items around some centres, as embeddings are, and searches of a trained gallery as a coordinator makes them.
enum TrainedFixture {
    /// A vector near one of 24 centres.
    static func vector(_ seed: UInt64) -> [Float] {
        let centre = StoreFixture.vector(seed % 24)
        let offset = StoreFixture.vector(seed &+ 1_000)
        return VectorMath.normalise(zip(centre, offset).map { $0 + 0.5 * $1 })!
    }

    static func halves(_ seed: UInt64) -> [UInt16] { try! KernelSet.best.halves(vector(seed)) }

    /// An item with both fields, or every third without the second one.
    static func write(_ id: String, seed: UInt64? = nil, tags: [String] = []) -> PreparedWrite {
        let seed = seed ?? Hash.xxh3(id)
        return PreparedWrite(
            item: Item(
                id: id, url: "u/\(id)", description: "item \(id), \(seed)", tags: tags, similarIds: ["s\(id)"],
                attributes: [Attribute(name: "rest", value: .integer(Int64(seed % 5)))]),
            vectors: [halves(seed), seed % 3 == 0 ? nil : halves(~seed)])
    }

    /// A gallery of `count` items, "0" and on.
    static func fill(_ fixture: StoreFixture, count: Int, metric: Metric = .cosine) throws {
        _ = try fixture.store.createGallery(StoreFixture.spec(metric: metric))
        _ = try fixture.upsert((0..<count).map { write("\($0)", tags: ["tag \($0 % 7)"]) })
    }

    static let request = TrainRequest(
        gallery: "drawings", listCount: 12, partCount: 4, coarseIterationCount: 4, partIterationCount: 4, seed: 7,
        exactBelow: 0, nprobe: 6)
}

extension StoreFixture {
    /// What a search of both fields finds in the first, by codes where there are any: ids with the scores that chose
    /// them, and how it was scanned.
    func found(
        _ seed: UInt64, count: Int = 10, tuning: ScanTuning = ScanTuning(), filter: Filter? = nil,
        gallery: String = "drawings"
    ) throws -> (ids: [String], scores: [Float], scans: [FieldScan]) {
        let shard = LocalShard(store: store)
        let query = ShardQuery(
            galleryNumber: try store.record(of: gallery).number,
            probes: [
                FieldProbe(field: 0, vector: TrainedFixture.vector(seed)),
                FieldProbe(field: 1, vector: TrainedFixture.vector(~seed)),
            ], filter: filter)
        let search = try shard.beginSearch(query, in: ShardContext())
        let scans = try shard.scans(
            for: query, tuning: tuning, allowedCount: filter == nil ? nil : search.allowedCount)
        let answer = try search.candidates(
            CandidateRequest(candidatesPerField: count, includesSimilar: true, scans: scans), in: ShardContext())
        let ordinals = answer.lists[0].positions.map { answer.ordinals[Int($0)] }
        let ids = try search.payload(of: ordinals, ReadMask(idOnly: true), in: ShardContext()).map { $0.item!.id }
        return (ids, answer.lists[0].scores, scans)
    }

    /// The names of the gallery's sealed files.
    func files(ofGallery number: UInt32 = 1) -> [String] {
        SegmentFolder.names(in: path + "/segments/\(number)")
    }
}
