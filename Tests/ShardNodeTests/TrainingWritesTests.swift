import Ground
import Routing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Writes and searches beside a training.
@Suite(.serialized) struct TrainingWritesTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `what is written, replaced and deleted during trainings is all there after them`(seed: UInt64) throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        try TrainedFixture.fill(fixture, count: 400)
        var model = Dictionary(uniqueKeysWithValues: (0..<400).map { ("\($0)", Hash.xxh3("\($0)")) })
        var random = SeededRandom(seed: seed)
        var trainings = 0
        while trainings < 2 {
            var request = TrainedFixture.request
            request.seed = seed + UInt64(trainings)
            let started = try store.train(request)
            while try store.operation(started.id).state == .running {
                if Int.random(in: 0..<4, using: &random) == 0 {
                    let ids = (0..<3).map { _ in "\(Int.random(in: 0..<500, using: &random))" }
                    _ = try fixture.delete(ids)
                    for id in ids { model[id] = nil }
                } else {
                    let writes = (0..<5).map { _ in
                        ("\(Int.random(in: 0..<500, using: &random))", random.next() >> 1)
                    }
                    _ = try fixture.upsert(writes.map { TrainedFixture.write($0.0, seed: $0.1) })
                    for (id, itemSeed) in writes { model[id] = itemSeed }
                }
                try compare(fixture, model)
            }
            #expect(try fixture.end(of: started).state == .succeeded)
            trainings += 1
            try compare(fixture, model)
        }
        #expect(try fixture.found(1).scans[0] != .exact)
        try fixture.restart()
        #expect(fixture.store.damages == [])
        try compare(fixture, model)
        let items = try fixture.items((0..<500).map(String.init), mask: ReadMask(description: true, vectors: true))
        for item in items {
            let itemSeed = model[item.item!.id]
            #expect(item.item!.description == (itemSeed.map { "item \(item.item!.id), \($0)" } ?? ""))
            #expect(item.vectors.count == (itemSeed.map { $0 % 3 == 0 ? 1 : 2 } ?? 0))
        }
    }

    /// All items are found, exactly and in all lists, and no others.
    private func compare(_ fixture: StoreFixture, _ model: [String: UInt64]) throws {
        for tuning in [ScanTuning(isExact: true), ScanTuning(nprobe: 12)] {
            let found = try fixture.found(3, count: 1_000, tuning: tuning)
            #expect(found.ids.count == model.count)
            #expect(Set(found.ids) == Set(model.keys))
            let filter = Filter(attributes: [AttributeClause(name: "rest", minimum: 1, maximum: 3)])
            let some = try fixture.found(3, count: 1_000, tuning: tuning, filter: filter)
            #expect(Set(some.ids) == Set(model.filter { (1...3).contains($0.value % 5) }.keys))
        }
    }

    @Test func `searches beside trainings are answered by the old index or the new one`() throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        try TrainedFixture.fill(fixture, count: 300)
        let isOver = CancellationFlag()
        let complaints = Guarded<[String]>([])
        let readers = (0..<2).map { reader in
            NamedThread(name: "reader") {
                var seed = UInt64(reader)
                while !isOver.isSet {
                    seed += 2
                    do {
                        let found = try fixture.found(seed, count: 400)
                        if found.ids.count > 300 { complaints.withLock { $0.append("too many") } }
                        let all = try fixture.found(seed, count: 400, tuning: ScanTuning(nprobe: 12))
                        if all.ids.count != 300 { complaints.withLock { $0.append("\(all.ids.count) of 300") } }
                    } catch {
                        // Planned with the codebook that was replaced a moment later: it is planned again.
                        if (error as? CallFailure)?.reason != "codebook_changed" {
                            complaints.withLock { $0.append("\(error)") }
                        }
                    }
                }
            }
        }
        for seed in 1...3 as ClosedRange<UInt64> {
            var request = TrainedFixture.request
            request.seed = seed
            #expect(try fixture.train(request).state == .succeeded)
        }
        isOver.set()
        for reader in readers { reader.join() }
        #expect(complaints.withLock { $0 } == [])
        _ = store
    }
}
