import Ground
import Kernels
import Routing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

@Suite struct RestartTests {
    private struct Known {
        var seed: UInt64
        var version: UInt64
        var tags: [String]
    }

    /// The contents of `fixture` are those of `model`, and so are the answers of a search.
    private func compare(_ fixture: StoreFixture, _ model: [String: Known], _ random: inout SeededRandom) throws {
        let ids = (0..<60).map { "id \($0)" }
        for stored in try fixture.items(ids) {
            let id = stored.item!.id
            #expect(stored.version == model[id]?.version ?? 0)
            if let known = model[id] {
                #expect(stored.item == StoreFixture.write(id, seed: known.seed, tags: known.tags).item)
            }
        }
        #expect(try fixture.store.describeGallery("drawings").itemCount == UInt64(model.count))
        let querySeed = random.next()
        let query = StoreFixture.vector(querySeed)
        for tag in [nil, "red"] {
            let allowed = model.filter { tag == nil || $0.value.tags.contains("Red") }
            let expected = allowed.mapValues { known in
                zip(KernelSet.best.floats(StoreFixture.halves(known.seed)), query).reduce(Float(0)) {
                    $0 + $1.0 * $1.1
                }
            }
            let filter = tag.map { Filter(tags: [TagClause(any: [$0])]) }
            let found = try fixture.best(querySeed, count: 20, filter: filter)
            let best = expected.sorted { $0.value > $1.value }.prefix(20)
            #expect(found.count == best.count)
            for (id, expectedScore) in zip(found, best.map(\.value)) {
                let score = try #require(expected[id])
                #expect(abs(score - expectedScore) < 1e-5)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `a store and a dictionary that live through the same changes and restarts stay equal`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        var model: [String: Known] = [:]
        var sequence: UInt64 = 0
        for _ in 0..<120 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                var writes: [PreparedWrite] = []
                var statuses: [UInt32] = []
                for _ in 0..<Int.random(in: 1...12, using: &random) {
                    let id = "id \(Int.random(in: 0..<60, using: &random))"
                    let itemSeed = random.next()
                    let tags = Bool.random(using: &random) ? ["Red", "blue"] : ["Green"]
                    let expected: UInt64? =
                        switch Int.random(in: 0..<4, using: &random) {
                        case 0: model[id]?.version ?? 0
                        case 1: UInt64.random(in: 0...sequence + 1, using: &random)
                        default: nil
                        }
                    writes.append(StoreFixture.write(id, seed: itemSeed, tags: tags, expecting: expected))
                    if let expected, expected != model[id]?.version ?? 0 {
                        statuses.append(UInt32(StatusCode.aborted.rawValue))
                        continue
                    }
                    statuses.append(0)
                    sequence += 1
                    model[id] = Known(seed: itemSeed, version: sequence, tags: tags)
                }
                #expect(try fixture.upsert(writes).results.map(\.status) == statuses)
            case 6..<8:
                let ids = (0..<5).map { _ in "id \(Int.random(in: 0..<60, using: &random))" }
                for id in ids where model.removeValue(forKey: id) != nil { sequence += 1 }
                #expect(try fixture.delete(ids).sequence == sequence)
            case 8:
                try fixture.restart()
            default:
                try compare(fixture, model, &random)
            }
        }
        try compare(fixture, model, &random)
        try fixture.restart()
        try compare(fixture, model, &random)
        #expect(fixture.store.damages == [])
    }

    @Test func `what was read again from disk while the store is open is what it was`() throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        _ = try store.createGallery(StoreFixture.spec())
        _ = try store.createGallery(StoreFixture.spec("gone"))
        _ = try fixture.upsert((0..<50).map { StoreFixture.write("\($0)") })
        _ = try fixture.delete(["7", "8"])
        _ = try store.dropGallery("gone")
        try store.setAlias("current", to: "drawings")
        let operation = try store.beginImport(BeginImportRequest(gallery: "current", source: "file"))
        let search = try fixture.search(3)
        let before = try fixture.best(3, count: 60)
        let loader = StoreLoader(database: store.database, kernels: store.kernels)
        try ShardStore.reload(store.directory, store.book, loader, store.trainings)
        #expect(try fixture.best(3, count: 60, gallery: "current") == before)
        #expect(try store.listGalleries(tenant: "").galleries.map(\.name) == ["drawings"])
        #expect(try store.operation(operation.id) == operation)
        let answer = try search.candidates(.init(candidatesPerField: 60, includesSimilar: false), in: .init())
        #expect(answer.lists[0].positions.count == 48)
        #expect(try fixture.upsert([StoreFixture.write("1")]).results[0].version == 53)
    }

    @Test func `a search after a restart answers the same bits as before`() throws {
        let fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert((0..<500).map { StoreFixture.write("\($0)", similar: ["\($0 / 2)"]) })
        _ = try fixture.delete((0..<100).map { "\($0 * 3)" })
        _ = try fixture.upsert((0..<40).map { StoreFixture.write("\($0)", seed: UInt64($0)) })
        func answer() throws -> CandidateAnswer {
            var answer = try fixture.search(8).candidates(
                .init(candidatesPerField: 50, includesSimilar: true), in: .init())
            // Ordinals are given anew, as rows of deleted items are gone.
            answer.ordinals = []
            return answer
        }
        let before = try answer()
        try fixture.restart()
        #expect(try answer() == before)
    }
}
