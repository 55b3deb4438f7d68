import Testing
import Vocabulary

@testable import ShardNode

@Suite struct SamplingTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert((0..<300).map { StoreFixture.write("id\($0)", seed: UInt64($0)) })
        _ = try fixture.delete((0..<100).map { "id\($0)" })
    }

    private func sample(_ count: UInt32, seed: UInt64 = 1, field: Int? = nil) throws -> [String] {
        try fixture.store.sample(SampleItemsRequest(gallery: "drawings", count: count, seed: seed), field: field).ids
    }

    @Test func `as many different living items are drawn as are asked for`() throws {
        let ids = try sample(150)
        #expect(Set(ids).count == 150)
        #expect(try fixture.items(ids).allSatisfy { $0.version > 0 })
    }

    @Test func `all are drawn when more are asked for than there are`() throws {
        #expect(try sample(10_000).count == 200)
    }

    @Test func `one seed draws the same items, after a restart too, and another seed others`() throws {
        let ids = try sample(20)
        #expect(try sample(20, seed: 2) != ids)
        try fixture.restart()
        #expect(try sample(20) == ids)
    }

    @Test func `only items that have the field are drawn`() throws {
        // Every third item of the fixture lacks its second field.
        let ids = try sample(10_000, field: 1)
        #expect(ids.count == (100..<300).count { $0 % 3 != 0 })
        #expect(ids.allSatisfy { Int($0.dropFirst(2))! % 3 != 0 })
    }

    @Test func `every item is drawn about as often as the others`() throws {
        var counts: [String: Int] = [:]
        for seed in 0..<200 as Range<UInt64> { for id in try sample(20, seed: seed) { counts[id, default: 0] += 1 } }
        // 20 times on average, with a deviation of 4.3.
        #expect(counts.count == 200)
        #expect(counts.values.allSatisfy { (2...45).contains($0) })
    }

    @Test func `an unknown gallery has nothing to draw from`() throws {
        let failure = #expect(throws: CallFailure.self) {
            try fixture.store.sample(SampleItemsRequest(gallery: "other", count: 1), field: nil)
        }
        #expect(failure?.status == .notFound)
    }
}
