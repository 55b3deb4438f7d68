import Ground
import Kernels
import Routing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// A trained gallery: what it answers, keeps and shows.
@Suite struct TrainingTests {
    let fixture: StoreFixture
    var store: ShardStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    @Test(arguments: [Metric.cosine, .innerProduct, .l2])
    func `a trained gallery is searched by codes and finds what an exact search finds`(metric: Metric) throws {
        try TrainedFixture.fill(fixture, count: 600, metric: metric)
        let ended = try fixture.train(TrainedFixture.request)
        #expect(ended.state == .succeeded, "\(ended)")
        var hits = 0
        for seed in 0..<20 as Range<UInt64> {
            let exact = try fixture.found(seed, tuning: ScanTuning(isExact: true))
            #expect(exact.scans == [.exact, .exact])
            let found = try fixture.found(seed, count: 100)
            guard case .lists = found.scans[0] else {
                Issue.record("\(found.scans)")
                return
            }
            hits += Set(found.ids).intersection(exact.ids).count
        }
        #expect(hits >= 180, "\(hits) of 200")
    }

    @Test func `answers, payloads and vectors are the same after a restart`() throws {
        try TrainedFixture.fill(fixture, count: 500)
        let payload = try fixture.items(["3", "499"], mask: ReadMask(vectors: true))
        let described = try store.describeGallery("drawings").fields[0]
        #expect(described.codebookHash == [] && described.index == nil && described.recall == nil)
        _ = try fixture.train(TrainedFixture.request)
        #expect(try fixture.items(["3", "499"], mask: ReadMask(vectors: true)) == payload)
        let before = try (0..<10 as Range<UInt64>).map { try fixture.found($0) }
        let shown = try store.describeGallery("drawings")
        try fixture.restart()
        #expect(store.damages == [] && store.indexDamages == [])
        let after = try (0..<10 as Range<UInt64>).map { try fixture.found($0) }
        #expect(after.map(\.ids) == before.map(\.ids))
        #expect(after.map(\.scores) == before.map(\.scores))
        #expect(after.map(\.scans) == before.map(\.scans))
        #expect(try fixture.items(["3", "499"], mask: ReadMask(vectors: true)) == payload)
        var again = try store.describeGallery("drawings")
        again.memoryByteCount = shown.memoryByteCount
        #expect(again == shown)
    }

    @Test func `rows of bytes are asked for by a training, shown, kept by the next and after a restart`() throws {
        try TrainedFixture.fill(fixture, count: 400)
        func reranks() throws -> [VectorPrecision?] {
            try store.describeGallery("drawings").fields.map { $0.index?.rerank }
        }
        _ = try fixture.train(TrainedFixture.request)
        #expect(try reranks() == [.f16, .f16])
        let plain = try store.describeGallery("drawings").fields[0]
        var request = TrainedFixture.request
        request.rerank = .sq8
        request.fields = [plain.spec!.name]
        _ = try fixture.train(request)
        #expect(try reranks() == [.sq8, .f16])
        let rounded = try store.describeGallery("drawings").fields[0]
        let byteCount = 400 * (ByteRow.stride(dimension: Int(plain.spec!.dimension)) + 4)
        #expect(plain.index!.rerankByteCount == 0 && rounded.index!.rerankByteCount == UInt64(byteCount))
        #expect(rounded.index!.codeByteCount - plain.index!.codeByteCount < 8_192)
        #expect(rounded.byteCount >= plain.byteCount + UInt64(byteCount))
        #expect(rounded.index!.heldOut!.recall >= plain.index!.heldOut!.recall - 0.05)
        // The other field is trained now, and this one encoded again.
        request.rerank = nil
        request.fields = [try store.describeGallery("drawings").fields[1].spec!.name]
        _ = try fixture.train(request)
        #expect(try reranks() == [.sq8, .f16])
        let before = try fixture.found(1)
        try fixture.restart()
        #expect(try reranks() == [.sq8, .f16] && fixture.found(1).scores == before.scores)
    }

    @Test(arguments: [Metric.cosine, .innerProduct, .l2])
    func `second lists are described, survive a restart and find more in the same lists`(metric: Metric) throws {
        try TrainedFixture.fill(fixture, count: 600, metric: metric)
        func hitCount() throws -> Int {
            try (0..<20 as Range<UInt64>).reduce(0) { sum, seed in
                let exact = try fixture.found(seed, tuning: ScanTuning(isExact: true))
                let found = try fixture.found(seed, count: 100, tuning: ScanTuning(nprobe: 2))
                #expect(Set(found.ids).count == found.ids.count)
                return sum + Set(found.ids).intersection(exact.ids).count
            }
        }
        _ = try fixture.train(TrainedFixture.request)
        let single = try hitCount()
        var request = TrainedFixture.request
        request.spill = true
        #expect(try fixture.train(request).state == .succeeded)
        #expect(try hitCount() > single)
        let index = try #require(try store.describeGallery("drawings").fields[0].index)
        #expect(index.spillWeight == Limits.spillWeightDefault)
        #expect(index.sealedCount == 600 && index.codeCount > 1_000 && index.codeCount <= 1_200)
        // Rows that come later have second lists as well.
        _ = try fixture.upsert((600..<700).map { TrainedFixture.write("\($0)") })
        let before = try (0..<10 as Range<UInt64>).map { try fixture.found($0, count: 50) }
        try fixture.restart()
        #expect(store.damages == [] && store.indexDamages == [])
        let after = try (0..<10 as Range<UInt64>).map { try fixture.found($0, count: 50) }
        #expect(after.map(\.ids) == before.map(\.ids) && after.map(\.scores) == before.map(\.scores))
        #expect(try store.describeGallery("drawings").fields[0].index == index)
    }

    @Test func `what is read again from disk while the store is open is what it was`() throws {
        try TrainedFixture.fill(fixture, count: 300)
        _ = try fixture.train(TrainedFixture.request)
        _ = try fixture.upsert((300..<320).map { TrainedFixture.write("\($0)") })
        _ = try fixture.delete(["5", "310"])
        let before = try fixture.found(1, count: 400, tuning: ScanTuning(nprobe: 12))
        #expect(before.ids.count == 318)
        let sealed = try store.state("drawings").sealed
        let loader = StoreLoader(database: store.database, kernels: store.kernels)
        try ShardStore.reload(store.directory, store.book, loader, store.trainings)
        #expect(try store.state("drawings").sealed === sealed)
        let after = try fixture.found(1, count: 400, tuning: ScanTuning(nprobe: 12))
        #expect(after.ids == before.ids && after.scores == before.scores)
        _ = try fixture.upsert([TrainedFixture.write("6", seed: 1)])
        #expect(try fixture.found(1, count: 400, tuning: ScanTuning(nprobe: 12)).ids.count == 318)
    }

    @Test func `what was measured is shown`() throws {
        try TrainedFixture.fill(fixture, count: 600)
        var request = TrainedFixture.request
        request.nprobe = 0
        request.queries = [
            QueryVectors(field: "tags", values: (0..<30 as Range<UInt64>).flatMap { TrainedFixture.vector($0) })
        ]
        #expect(try fixture.train(request).state == .succeeded)
        let fields = try store.describeGallery("drawings").fields
        for (place, field) in fields.enumerated() {
            let index = try #require(field.index)
            #expect(index.codebookHash.count == 16 && field.codebookHash == index.codebookHash)
            #expect(index.listCount == 12 && index.partCount == 4 && index.seed == 7)
            #expect(index.sealedCount == field.itemCount)
            #expect(index.listLengthMin <= index.listLengthMedian && index.listLengthMedian <= index.listLengthMax)
            #expect(index.listLengthMax >= UInt32(index.sealedCount / 12))
            #expect(index.nprobe >= 1 && index.nprobe <= 12)
            #expect(index.sampleCount == field.itemCount)
            #expect(index.trainMicroseconds > 0 && index.trainedMicroseconds > 0)
            #expect(index.codeByteCount >= 8 * index.sealedCount && index.codebookByteCount > 0)
            let heldOut = try #require(index.heldOut)
            #expect(heldOut.recall >= 0.95 && heldOut.recall == field.recall)
            #expect(heldOut.candidateCount == index.candidateCount && heldOut.nprobe == index.nprobe)
            #expect(index.targetRecall == 0.95 && index.reach != nil && index.candidateCount > 0)
            #expect(index.points.contains { $0.heldOut == heldOut && $0.reach == index.reach })
            #expect(index.points.map(\.costMicroseconds) == index.points.map(\.costMicroseconds).sorted())
            #expect(index.given?.queryCount == (place == 0 ? nil : 30))
            #expect(field.calibration != nil && field.indexDamage == nil)
        }
    }

    @Test func `a field with too few items stays exact, and the others are trained`() throws {
        try TrainedFixture.fill(fixture, count: 900)
        var request = TrainedFixture.request
        // A third lacks the field tags.
        request.exactBelow = 800
        let ended = try fixture.train(request)
        #expect(ended.stage.contains("field tags stays exact"))
        let scans = try fixture.found(1).scans
        #expect(scans[0] != .exact && scans[1] == .exact)
        #expect(try store.describeGallery("drawings").fields.map { $0.index == nil } == [false, true])
    }

    @Test func `items written, replaced and deleted after a training are found as they are, over a restart`() throws {
        try TrainedFixture.fill(fixture, count: 400)
        _ = try fixture.train(TrainedFixture.request)
        _ = try fixture.upsert([
            TrainedFixture.write("new", seed: 4_711, tags: ["fresh"]), TrainedFixture.write("5", seed: 4_712),
        ])
        _ = try fixture.delete(["6", "7"])
        for _ in 0..<2 {
            #expect(try fixture.found(4_711).ids.contains("new"))
            #expect(try fixture.found(4_712).ids.contains("5"))
            #expect(try fixture.found(4_711, filter: Filter(tags: [TagClause(any: ["fresh"])])).ids == ["new"])
            let all = try fixture.found(1, count: 1_000, tuning: ScanTuning(isExact: true))
            #expect(all.ids.count == 399 && !all.ids.contains("6") && !all.ids.contains("7"))
            #expect(all.ids.count { $0 == "5" } == 1)
            let byCodes = try fixture.found(1, count: 1_000, tuning: ScanTuning(nprobe: 12))
            #expect(Set(byCodes.ids) == Set(all.ids))
            #expect(try fixture.items(["5"])[0].item?.description == "item 5, 4712")
            #expect(try fixture.version("6") == 0)
            #expect(try store.describeGallery("drawings").itemCount == 399)
            try fixture.restart()
            #expect(store.damages == [])
        }
    }

    @Test func `a seed gives one codebook, and another seed another`() throws {
        try TrainedFixture.fill(fixture, count: 300)
        func hashes(_ seed: UInt64, threads: UInt32) throws -> [[UInt8]] {
            var request = TrainedFixture.request
            request.seed = seed
            request.threadCount = threads
            _ = try fixture.train(request)
            return try store.describeGallery("drawings").fields.map(\.codebookHash)
        }
        let first = try hashes(1, threads: 1)
        #expect(try hashes(2, threads: 2) != first)
        #expect(try hashes(1, threads: 3) == first)
    }

    @Test func `training again takes in what was written since, and leaves only the files of the new index`() throws {
        try TrainedFixture.fill(fixture, count: 300)
        _ = try fixture.train(TrainedFixture.request)
        #expect(fixture.files().filter { $0.hasSuffix(".rows") } == ["1.rows"])
        _ = try fixture.upsert((300..<450).map { TrainedFixture.write("\($0)") })
        _ = try fixture.delete(["1", "350"])
        var request = TrainedFixture.request
        request.seed = 8
        let old = try fixture.search(3)
        _ = try fixture.train(request)
        #expect(fixture.files().count == 5, "\(fixture.files())")
        #expect(fixture.files().filter { $0.hasSuffix(".rows") } == ["2.rows"])
        #expect(try store.describeGallery("drawings").fields[0].index?.sealedCount == 448)
        // A search that began before keeps its view.
        #expect(
            try old.candidates(.init(candidatesPerField: 2_000, includesSimilar: false), in: .init())
                .lists[0].positions.count == 448)
        try fixture.restart()
        #expect(try fixture.found(1, count: 2_000, tuning: ScanTuning(nprobe: 12)).ids.count == 448)
        #expect(try fixture.items(["2", "400"], mask: ReadMask(vectors: true)).allSatisfy { !$0.vectors.isEmpty })
    }

    @Test func `a field that is not trained again keeps its codebook and encodes what was written since`() throws {
        try TrainedFixture.fill(fixture, count: 300)
        _ = try fixture.train(TrainedFixture.request)
        let before = try store.describeGallery("drawings").fields
        _ = try fixture.upsert((300..<400).map { TrainedFixture.write("\($0)") })
        var request = TrainedFixture.request
        (request.seed, request.fields) = (8, ["tags"])
        _ = try fixture.train(request)
        let after = try store.describeGallery("drawings").fields
        #expect(after[0].codebookHash == before[0].codebookHash)
        #expect(after[0].index?.sealedCount == 400)
        #expect(after[0].index?.nprobe == before[0].index?.nprobe)
        #expect(after[1].codebookHash != before[1].codebookHash)
    }

    @Test func `a codebook worse than the gallery allows is not published, with the figures`() throws {
        try TrainedFixture.fill(fixture, count: 600)
        var spec = try #require(try store.record(of: "drawings").spec)
        spec.minRecall = 1
        _ = try store.updateGallery("drawings", to: spec)
        var request = TrainedFixture.request
        (request.nprobe, request.partCount) = (1, 1)
        let ended = try fixture.train(request)
        #expect(ended.state == .failed)
        #expect(ended.error?.reason == "recall_too_low")
        #expect(ended.error?.message.contains("field description 0.") == true, "\(ended.error?.message ?? "")")
        #expect(fixture.files() == [])
        #expect(try fixture.found(1).scans == [.exact, .exact])
    }

    @Test func `a filter that allows few items has them compared exactly`() throws {
        try TrainedFixture.fill(fixture, count: 600)
        _ = try fixture.train(TrainedFixture.request)
        let filter = Filter(tags: [TagClause(any: ["tag 3"])])
        let found = try fixture.found(1, count: 100, filter: filter)
        #expect(found.scans == [.exact, .exact])
        #expect(found.ids.count == 86)
    }

    @Test func `lists of another codebook are refused as aborted`() throws {
        try TrainedFixture.fill(fixture, count: 300)
        _ = try fixture.train(TrainedFixture.request)
        let search = try fixture.search(1)
        let other = FieldScan.lists(ListProbes(codebookHash: [UInt8](repeating: 1, count: 16), lists: [0]))
        let refused = failure {
            _ = try search.candidates(
                .init(candidatesPerField: 3, includesSimilar: false, scans: [other, .exact]), in: .init())
        }
        #expect(refused?.status == .aborted && refused?.reason == "codebook_changed")
    }

    @Test func `a training that finds too little memory says how much it takes`() throws {
        try TrainedFixture.fill(fixture, count: 600)
        var request = TrainedFixture.request
        request.memoryByteCountMax = 4_096
        let ended = try fixture.train(request)
        #expect(ended.error?.reason == "training_memory")
        #expect(ended.error?.limit == 4_096 && (ended.error?.value ?? 0) > 4_096)
    }

    @Test func `a training whose items have more attributes than memory for them is refused before it begins`() throws {
        _ = try store.createGallery(StoreFixture.spec())
        for part in 0..<8 {
            _ = try fixture.upsert(
                (0..<100).map { number in
                    var write = TrainedFixture.write("\(part) \(number)")
                    write.item.attributes = (0..<256).map { Attribute(name: "\($0)", value: .integer($0)) }
                    return write
                })
        }
        var request = TrainedFixture.request
        request.threadCount = 1
        request.memoryByteCountMax = 6 << 20
        let ended = try fixture.train(request)
        #expect(ended.error?.reason == "training_memory")
        #expect(ended.error?.message.hasPrefix("writing 800 items takes") == true)
        #expect((ended.error?.value ?? 0) >= 36 * 800 * 256)
        #expect(fixture.files() == [])
    }

    @Test(arguments: [Metric.cosine, .l2])
    func `memory of rows behind sealed ones counts all of their codes and bytes`(metric: Metric) throws {
        try TrainedFixture.fill(fixture, count: 400, metric: metric)
        var request = TrainedFixture.request
        request.rerank = .sq8
        request.spill = true
        _ = try fixture.train(request)
        let before = try store.describeGallery("drawings")
        _ = try fixture.upsert((0..<10).map { TrainedFixture.write("new \($0)") })
        let after = try store.describeGallery("drawings")
        let scalar = metric == .l2 ? 1 : 0
        let code = 4 + 2 * scalar + 4
        let row = 2 * Half.stride(dimension: 8) + 2 * code + ByteRow.stride(dimension: 8) + 4 + 4 * scalar
        for (field, other) in zip(before.fields, after.fields) {
            #expect(other.byteCount == field.byteCount + UInt64(10 * row))
        }
        #expect(after.memoryByteCount > before.memoryByteCount + UInt64(2 * 10 * row))
    }
}
