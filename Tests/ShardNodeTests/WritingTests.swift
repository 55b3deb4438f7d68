import Ground
import Indexing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

@Suite struct WritingTests {
    let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
    }

    @Test func `a written item is in the next search`() throws {
        _ = try fixture.upsert([StoreFixture.write("a", seed: 1)])
        #expect(try fixture.best(1) == ["a"])
    }

    @Test func `versions grow by one per changed item`() throws {
        let response = try fixture.upsert(["a", "b", "c"].map { StoreFixture.write($0) })
        #expect(response.results.map(\.version) == [1, 2, 3])
        #expect(response.sequence == 3)
        #expect(try fixture.upsert([StoreFixture.write("b")]).results.map(\.version) == [4])
    }

    @Test func `an overwritten item is found by its new vectors only`() throws {
        _ = try fixture.upsert([StoreFixture.write("a", seed: 1), StoreFixture.write("b", seed: 2)])
        _ = try fixture.upsert([StoreFixture.write("a", seed: 5)])
        #expect(try fixture.best(5).first == "a")
        #expect(try fixture.best(1, count: 10).count == 2)
    }

    @Test func `ids of one look and different bytes are different items, also when written together`() throws {
        let ids = ["caf\u{e9}", "cafe\u{301}"]
        let response = try fixture.upsert(ids.enumerated().map { StoreFixture.write($1, seed: UInt64($0)) })
        #expect(response.results.map(\.version) == [1, 2])
        #expect(try ids.map { try fixture.version($0) } == [1, 2])
        _ = try fixture.upsert([StoreFixture.write(ids[0], seed: 7)])
        try fixture.restart()
        #expect(fixture.store.damages == [])
        #expect(try fixture.store.describeGallery("drawings").itemCount == 2)
        #expect(try fixture.delete(ids).results.map(\.version) == [4, 5])
        try fixture.restart()
        #expect(fixture.store.damages == [])
        #expect(try fixture.store.describeGallery("drawings").itemCount == 0)
    }

    @Test func `an expected version that is there is taken`() throws {
        _ = try fixture.upsert([StoreFixture.write("a")])
        #expect(try fixture.upsert([StoreFixture.write("a", expecting: 1)]).results[0].version == 2)
    }

    @Test func `an unexpected version fails that item and no other`() throws {
        _ = try fixture.upsert([StoreFixture.write("a")])
        let response = try fixture.upsert([
            StoreFixture.write("b"), StoreFixture.write("a", expecting: 0), StoreFixture.write("c"),
        ])
        #expect(response.results.map(\.status) == [0, UInt32(StatusCode.aborted.rawValue), 0])
        #expect(response.results[1].error?.reason == "version_mismatch")
        #expect(response.results[1].error?.value == 1)
        #expect(try fixture.version("a") == 1)
        #expect(try fixture.version("c") == 3)
    }

    @Test func `a version is expected of what the same group wrote before`() throws {
        let response = try fixture.upsert([
            StoreFixture.write("a", expecting: 0), StoreFixture.write("a", expecting: 1),
            StoreFixture.write("a", expecting: 1),
        ])
        #expect(response.results.map(\.status) == [0, 0, UInt32(StatusCode.aborted.rawValue)])
        #expect(try fixture.version("a") == 2)
        #expect(try fixture.best(Hash.xxh3("a")) == ["a"])
    }

    @Test func `increments under an expected version are never lost`() async throws {
        let fixture = fixture
        let store = fixture.store
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var done = 0
                    while done < 25 {
                        let version = try! store.items(GetItemsRequest(gallery: "drawings", ids: ["n"])).items[0]
                            .version
                        let handover = Handover<Result<WriteResponse, CallFailure>>()
                        store.upsert(
                            [StoreFixture.write("n", seed: 4, expecting: version)], into: "drawings", step: nil
                        ) { handover.give($0) }
                        if try! handover.wait().get().results[0].status == 0 { done += 1 }
                    }
                }
            }
        }
        #expect(try fixture.version("n") == 200)
    }

    @Test func `a deleted item is in no search and cannot be read`() throws {
        _ = try fixture.upsert([StoreFixture.write("a"), StoreFixture.write("b")])
        #expect(try fixture.delete(["a"]).results.map(\.version) == [3])
        #expect(try fixture.best(1) == ["b"])
        #expect(try fixture.version("a") == 0)
    }

    @Test func `deleting what is not there succeeds with version 0`() throws {
        let response = try fixture.delete(["nobody"])
        #expect(response.results == [WriteResult()])
        #expect(response.sequence == 0)
    }

    @Test func `a delete that expects another version is refused`() throws {
        _ = try fixture.upsert([StoreFixture.write("a")])
        let response = try fixture.delete(["a"], expecting: [7])
        #expect(response.results[0].status == UInt32(StatusCode.aborted.rawValue))
        #expect(try fixture.version("a") == 1)
    }

    @Test func `a delete with too few expected versions is refused`() throws {
        #expect(failure { _ = try fixture.delete(["a", "b"], expecting: [7]) }?.reason == "count_mismatch")
    }

    @Test func `an item that was deleted can be made again`() throws {
        _ = try fixture.upsert([StoreFixture.write("a", seed: 1)])
        _ = try fixture.delete(["a"])
        let response = try fixture.upsert([StoreFixture.write("a", seed: 2, expecting: 0)])
        #expect(response.results.map(\.version) == [3])
        #expect(try fixture.best(2) == ["a"])
    }

    @Test func `a sequence number is never given twice, not even after a restart`() throws {
        _ = try fixture.upsert([StoreFixture.write("a"), StoreFixture.write("b")])
        _ = try fixture.delete(["a", "b"])
        try fixture.restart()
        #expect(try fixture.upsert([StoreFixture.write("c")]).results.map(\.version) == [5])
    }

    @Test func `a write to an unknown gallery is refused`() throws {
        #expect(failure { _ = try fixture.upsert([StoreFixture.write("a")], into: "nothing") }?.status == .notFound)
    }

    @Test func `a vector of another dimension is refused with its place`() throws {
        var write = StoreFixture.write("a", seed: 1)
        write.vectors[1] = [0, 0]
        let refused = failure { _ = try fixture.upsert([StoreFixture.write("b"), write]) }
        #expect(refused?.reason == "dimension_mismatch")
        #expect(refused?.field == "items[1].vectors[1]")
        #expect(try fixture.version("b") == 0)
    }

    @Test func `too few vectors are refused`() throws {
        var write = StoreFixture.write("a")
        write.vectors = [nil]
        #expect(failure { _ = try fixture.upsert([write]) }?.reason == "field_count_mismatch")
    }

    @Test func `a half that is not finite is refused`() throws {
        var write = StoreFixture.write("a")
        write.vectors[0]![3] = 0x7C00
        #expect(failure { _ = try fixture.upsert([write]) }?.reason == "not_finite")
    }

    @Test func `an item without any vector is kept and never a candidate`() throws {
        var write = StoreFixture.write("a")
        write.vectors = [nil, nil]
        _ = try fixture.upsert([write])
        #expect(try fixture.version("a") == 1)
        #expect(try fixture.best(1) == [])
    }

    @Test func `a request without items is answered`() throws {
        #expect(try fixture.upsert([]).results == [])
    }

    @Test func `ten thousand items in one call are all there`() throws {
        let response = try fixture.upsert((0..<10_000).map { StoreFixture.write("item \($0)") })
        #expect(response.results.allSatisfy { $0.status == 0 })
        #expect(try fixture.store.describeGallery("drawings").itemCount == 10_000)
        #expect(fixture.store.counts().itemCount == 10_000)
    }

    @Test func `writes after close are refused`() throws {
        fixture.store.close()
        #expect(failure { _ = try fixture.upsert([StoreFixture.write("a")]) }?.status == .unavailable)
        #expect(failure { _ = try fixture.store.createGallery(StoreFixture.spec("x")) }?.status == .unavailable)
    }

    @Test func `an item that changes again and again does not grow the segment for ever`() throws {
        for round in 0..<8 {
            _ = try fixture.upsert((0..<10_000).map { _ in StoreFixture.write("same", seed: UInt64(round)) })
        }
        let snapshot = try fixture.store.state("drawings").snapshot
        #expect(snapshot.view.count < 70_000)
        #expect(snapshot.view.liveCount == 1)
        #expect(try fixture.best(7) == ["same"])
        #expect(try fixture.upsert([StoreFixture.write("same", seed: 9)]).results[0].version == 80_001)
    }
}
