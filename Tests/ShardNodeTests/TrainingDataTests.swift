import Ground
import Kernels
import Routing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Trainings on odd data.
@Suite struct TrainingDataTests {
    let fixture: StoreFixture
    var store: ShardStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    /// A gallery of items with these vectors in the first field, trained; nothing in the second.
    private func train(
        _ vectors: [[Float]], metric: Metric = .cosine, listCount: UInt32 = 4
    ) throws -> Operation {
        _ = try store.createGallery(StoreFixture.spec(metric: metric))
        _ = try fixture.upsert(
            try vectors.enumerated().map { number, vector in
                PreparedWrite(item: Item(id: "\(number)"), vectors: [try KernelSet.best.halves(vector), nil])
            })
        var request = TrainedFixture.request
        (request.listCount, request.nprobe) = (listCount, 0)
        return try fixture.train(request)
    }

    /// All items are found in all lists, in the order in which an exact search has them.
    private func expectAllFound(_ count: Int) throws {
        for _ in 0..<2 {
            let exact = try fixture.found(3, count: count + 10, tuning: ScanTuning(isExact: true))
            let found = try fixture.found(3, count: count + 10, tuning: ScanTuning(nprobe: 1_000))
            #expect(found.scans[0] != .exact)
            #expect(Set(found.ids) == Set(exact.ids) && found.ids.count == count)
            try fixture.restart()
            #expect(store.damages == [] && store.indexDamages == [])
        }
    }

    @Test(arguments: [1, 2, 9])
    func `fewer items than centroids are no obstacle`(count: Int) throws {
        let ended = try train((0..<UInt64(count)).map { StoreFixture.vector($0) }, listCount: 1)
        #expect(ended.state == .succeeded, "\(ended)")
        try expectAllFound(count)
    }

    @Test(arguments: [Metric.cosine, .innerProduct, .l2])
    func `items that are all equal are all found`(metric: Metric) throws {
        let ended = try train([[Float]](repeating: StoreFixture.vector(1), count: 300), metric: metric)
        #expect(ended.state == .succeeded, "\(ended)")
        #expect(try store.describeGallery("drawings").fields[0].recall == 1)
        try expectAllFound(300)
    }

    @Test(arguments: [Metric.innerProduct, .l2])
    func `zeros are vectors like others`(metric: Metric) throws {
        let vectors = (0..<100 as Range<UInt64>).map { seed in
            seed % 2 == 0 ? [Float](repeating: 0, count: StoreFixture.dimension) : StoreFixture.vector(seed)
        }
        let ended = try train(vectors, metric: metric)
        #expect(ended.state == .succeeded, "\(ended)")
        try expectAllFound(100)
    }

    @Test func `duplicates are all found, and one list takes nearly all`() throws {
        // One direction for all but eight items.
        let vectors = (0..<300 as Range<UInt64>).map { StoreFixture.vector($0 < 292 ? 1 : $0) }
        let ended = try train(vectors, listCount: 8)
        #expect(ended.state == .succeeded, "\(ended)")
        #expect(try #require(store.describeGallery("drawings").fields[0].index).listLengthMax >= 292)
        try expectAllFound(300)
    }

    @Test func `a field that most items lack is trained with those that have it`() throws {
        _ = try store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert(
            (0..<400).map { number in
                PreparedWrite(
                    item: Item(id: "\(number)"),
                    vectors: [
                        TrainedFixture.halves(UInt64(number)),
                        number % 20 == 0 ? TrainedFixture.halves(~UInt64(number)) : nil,
                    ])
            })
        var request = TrainedFixture.request
        (request.listCount, request.nprobe) = (2, 0)
        #expect(try fixture.train(request).state == .succeeded)
        let index = try #require(try store.describeGallery("drawings").fields[1].index)
        #expect(index.sealedCount == 20 && index.sampleCount == 20)
        try expectAllFound(400)
    }

    @Test func `a gallery whose items are all gone trains to nothing and starts afresh`() throws {
        try TrainedFixture.fill(fixture, count: 200)
        _ = try fixture.train(TrainedFixture.request)
        _ = try fixture.delete((0..<200).map(String.init))
        var request = TrainedFixture.request
        request.listCount = 0
        #expect(try fixture.train(request).state == .succeeded)
        #expect(fixture.files() == [])
        _ = try fixture.upsert([TrainedFixture.write("a")])
        try fixture.restart()
        #expect(store.damages == [])
        #expect(try fixture.found(1).ids == ["a"])
        #expect(try fixture.version("a") == 401)
    }

    @Test func `a field that has become small is exact again`() throws {
        try TrainedFixture.fill(fixture, count: 200)
        _ = try fixture.train(TrainedFixture.request)
        var request = TrainedFixture.request
        request.exactBelow = 1_000
        #expect(try fixture.train(request).state == .succeeded)
        #expect(try fixture.found(1).scans == [.exact, .exact])
        #expect(fixture.files() == ["2.rows"])
        #expect(try fixture.found(1, count: 300).ids.count == 200)
        try fixture.restart()
        #expect(try fixture.found(1, count: 300).ids.count == 200)
    }
}
