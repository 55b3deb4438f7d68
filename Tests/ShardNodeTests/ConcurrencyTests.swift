import Ground
import Routing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

@Suite struct ConcurrencyTests {
    @Test func `writers and readers at once see whole groups and acknowledged items`() throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        _ = try store.createGallery(StoreFixture.spec())
        let isOver = CancellationFlag()
        let complaints = Guarded<[String]>([])
        @Sendable func complain(_ text: String) { complaints.withLock { $0.append(text) } }
        let writers = (0..<3).map { writer in
            NamedThread(name: "writer") {
                for round in 0..<40 {
                    let ids = (0..<10).map { "\(writer)-\(round % 8)-\($0)" }
                    let handover = Handover<Result<WriteResponse, CallFailure>>()
                    store.upsert(
                        ids.map { StoreFixture.write($0, tags: ["w\(writer)"]) }, into: "drawings", step: nil
                    ) { handover.give($0) }
                    guard case .success(let response) = handover.wait() else { return complain("a write failed") }
                    // What was acknowledged is in the next view.
                    let snapshot = try! store.state("drawings").snapshot
                    if snapshot.sequence < response.sequence { complain("an acknowledged write is not visible") }
                    if round % 5 == 4 {
                        let deleted = Handover<Result<WriteResponse, CallFailure>>()
                        store.delete(DeleteItemsRequest(gallery: "drawings", ids: ids)) { deleted.give($0) }
                        if (try? deleted.wait().get()) == nil { complain("a delete failed") }
                    }
                }
            }
        }
        let readers = (0..<2).map { reader in
            NamedThread(name: "reader") {
                let shard = LocalShard(store: store)
                var seed = UInt64(reader)
                var last: UInt64 = 0
                while !isOver.isSet {
                    seed += 2
                    let query = ShardQuery(
                        galleryNumber: 1, probes: [FieldProbe(field: 0, vector: StoreFixture.vector(seed))])
                    do {
                        let search = try shard.beginSearch(query, in: ShardContext())
                        let answer = try search.candidates(
                            CandidateRequest(candidatesPerField: 20, includesSimilar: true), in: ShardContext())
                        if answer.sequence < last { complain("a view went back") }
                        last = answer.sequence
                        // A group of ten is there as a whole or not at all.
                        if answer.allowedCount % 10 != 0 { complain("\(answer.allowedCount) items in a view") }
                        _ = try search.payload(of: answer.ordinals, nil, in: ShardContext())
                    } catch {
                        complain("\(error)")
                    }
                }
            }
        }
        for writer in writers { writer.join() }
        isOver.set()
        for reader in readers { reader.join() }
        #expect(complaints.withLock { $0 } == [])
        try fixture.restart()
        #expect(fixture.store.damages == [])
    }

    @Test func `galleries come and go while others are written`() throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        _ = try store.createGallery(StoreFixture.spec())
        let writer = NamedThread(name: "writer") {
            for round in 0..<60 {
                let handover = Handover<Result<WriteResponse, CallFailure>>()
                store.upsert([StoreFixture.write("\(round)")], into: "drawings", step: nil) { handover.give($0) }
                _ = handover.wait()
            }
        }
        for round in 0..<15 {
            _ = try store.createGallery(StoreFixture.spec("passing-\(round)"))
            _ = try fixture.upsert([StoreFixture.write("a")], into: "passing-\(round)")
            try store.setAlias("current", to: "passing-\(round)")
            if round > 0 { _ = try store.dropGallery("passing-\(round - 1)") }
        }
        writer.join()
        try fixture.restart()
        #expect(try fixture.store.listGalleries(tenant: "").galleries.map(\.name) == ["drawings", "passing-14"])
        #expect(try fixture.store.describeGallery("drawings").itemCount == 60)
        #expect(try fixture.version("a", of: "current") == 1)
    }
}
