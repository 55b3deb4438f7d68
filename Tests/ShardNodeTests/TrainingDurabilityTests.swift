import Glibc
import Ground
import Routing
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Processes that are killed while they train and write.
@Suite(.serialized) struct TrainingDurabilityTests {
    private let itemCount: UInt64 = 400
    private let batchCount: UInt64 = 8

    @Test func `a node that is killed again and again while it trains loses nothing and serves one index`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("data")
        var random = SeededRandom(seed: 5)
        var trainedCount = 0
        for round in 0..<14 {
            let child = ChildProcess(program: "durability-trial", arguments: ["shard-train", path])
            var acknowledged: UInt64 = 0
            var isPublishing = false
            var hasTrained = false
            func note(_ line: String) throws {
                let words = line.split(separator: " ")
                if words[0] == "w" { acknowledged = try #require(UInt64(words[1]), "\(line)") }
                if words[0] == "t" {
                    #expect(words[1] == "succeeded", "round \(round): \(line)")
                    trainedCount += 1
                    hasTrained = true
                }
                #expect(["w", "t", "p"].contains(words[0]), "\(line)")
                isPublishing = words[0] == "p"
            }
            let end = MonotonicTime.now.advanced(microseconds: UInt64.random(in: 200_000...3_000_000, using: &random))
            // Every third time after a training has ended, and every other time in the midst of the switch to a new
            // index, which takes some milliseconds.
            while MonotonicTime.now < end || round % 3 == 0 && !hasTrained || round % 2 == 1 && !isPublishing {
                try note(try #require(child.readLine(), "the child ended by itself in round \(round)"))
            }
            if isPublishing { usleep(UInt32.random(in: 0...10_000, using: &random)) }
            child.kill()
            while let line = child.readLine() { try note(line) }
            try check(path, acknowledged: acknowledged, round: round)
        }
        #expect(trainedCount >= 5, "\(trainedCount) trainings ended")
    }

    /// The store holds the acknowledged batches and perhaps one more, all of it, and finds all of it by its index.
    private func check(_ path: String, acknowledged: UInt64, round: Int) throws {
        let store = try ShardStore(path: path)
        defer { store.close() }
        #expect(store.damages == [] && store.indexDamages == [])
        let described = try store.describeGallery("trial")
        let batches = described.sequence / batchCount
        #expect(described.sequence % batchCount == 0)
        #expect(batches >= acknowledged && batches <= acknowledged + 1, "round \(round)")
        let present = min(batches * batchCount, itemCount)
        #expect(described.itemCount == present, "round \(round)")
        let operations = try store.listOperations(.init()).operations
        #expect(operations.allSatisfy { $0.state == .succeeded || $0.error?.reason == "interrupted" })

        let ids = (0..<present).map { "item-\($0)" }
        let items = try store.items(
            GetItemsRequest(gallery: "trial", ids: ids, readMask: ReadMask(description: true, vectors: true))
        ).items
        for (number, item) in items.enumerated() {
            // The latest batch that wrote the item.
            let last = (batches * batchCount - 1 - UInt64(number)) / itemCount * itemCount + UInt64(number)
            #expect(item.item?.description == "batch \(last / batchCount)", "round \(round), item \(number)")
            #expect(item.vectors.count == 2)
        }
        try checkSearch(store, described, ids)
    }

    private func checkSearch(
        _ store: ShardStore, _ described: DescribeGalleryResponse, _ ids: [String]
    ) throws {
        let vector = [Float](repeating: 0.25, count: 16)
        let query = ShardQuery(
            galleryNumber: described.number,
            probes: [FieldProbe(field: 0, vector: vector), FieldProbe(field: 1, vector: vector)])
        let shard = LocalShard(store: store)
        for tuning in [ScanTuning(isExact: true), ScanTuning(nprobe: 4)] {
            let search = try shard.beginSearch(query, in: ShardContext())
            let scans = try shard.scans(for: query, tuning: tuning, allowedCount: nil)
            let answer = try search.candidates(
                CandidateRequest(candidatesPerField: 1_000, includesSimilar: false, scans: scans), in: ShardContext())
            #expect(answer.lists.map(\.positions.count) == [ids.count, ids.count])
            let found = try search.payload(of: answer.ordinals, ReadMask(idOnly: true), in: ShardContext())
            #expect(found.map { $0.item!.id }.sorted() == ids.sorted())
        }
        // The folder holds what the manifest lists.
        let segments = try store.state("trial").snapshot.index.segments
        let listed = segments.reduce(0) { $0 + 1 + 2 * $1.codes.count }
        #expect(SegmentFolder.names(in: store.path + "/segments/1").count == listed)
    }
}
