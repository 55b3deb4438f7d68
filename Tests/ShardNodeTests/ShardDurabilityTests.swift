import Glibc
import Ground
import Storage
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

@Suite(.serialized) struct ShardDurabilityTests {
    let directory = TemporaryDirectory()

    @Test func `an import that is killed again and again loses nothing and goes on where it was`() throws {
        let path = directory.appending("data")
        var random = SeededRandom(seed: 11)
        for round in 0..<10 {
            let child = ChildProcess(program: "durability-trial", arguments: ["shard-write", path])
            var acknowledged: UInt64 = 0
            for _ in 0..<Int.random(in: 1...25, using: &random) {
                let line = try #require(child.readLine(), "the importer ended by itself in round \(round)")
                acknowledged = try #require(UInt64(line), "\(line)")
            }
            child.kill()
            while let line = child.readLine(), let number = UInt64(line) { acknowledged = number }

            let store = try ShardStore(path: path)
            defer { store.close() }
            #expect(store.damages == [])
            let operation = try #require(try store.listOperations(.init(runningOnly: true)).operations.first)
            #expect(operation.doneCount >= acknowledged, "round \(round)")
            #expect(operation.resumePoint == Array("\(operation.doneCount)".utf8))
            #expect(try store.describeGallery("trial").itemCount == operation.doneCount)
            let ids = (0..<operation.doneCount).map { "item-\($0)" }
            let items = try store.items(GetItemsRequest(gallery: "trial", ids: ids)).items
            #expect(items.allSatisfy { $0.version > 0 })
        }
    }

    @Test(.enabled("mounting is not permitted here") { SmallDisk.isPermitted })
    func `writes on a full disk fail and succeed once there is room`() throws {
        let disk = try #require(SmallDisk(byteCount: 48 << 20))
        let ballast = open(disk.path + "/ballast", O_CREAT | O_WRONLY, 0o644)
        #expect(posix_fallocate(ballast, 0, 24 << 20) == 0)
        close(ballast)
        var options = DatabaseOptions()
        options.freeByteCountMin = 0
        let store = try ShardStore(path: disk.path + "/data", options: options)
        defer { store.close() }
        _ = try store.createGallery(StoreFixture.spec())
        func upsert(_ number: Int) throws(CallFailure) {
            let handover = Handover<Result<WriteResponse, CallFailure>>()
            var write = StoreFixture.write("\(number)")
            write.item.description = String(repeating: "\(number) ", count: 10_000)
            store.upsert([write], into: "drawings", step: nil) { handover.give($0) }
            _ = try handover.wait().get()
        }
        var durable = 0
        let refused = failure {
            while durable < 5_000 {
                try upsert(durable)
                durable += 1
            }
        }
        #expect(refused?.status == .resourceExhausted)
        #expect(failure { try upsert(9_999) }?.status == .resourceExhausted)
        #expect(try store.items(.init(gallery: "drawings", ids: ["0"])).items[0].version == 1)
        unlink(disk.path + "/ballast")
        for number in durable..<durable + 20 { try upsert(number) }
        let ids = (0..<durable + 20).map(String.init)
        #expect(try store.items(.init(gallery: "drawings", ids: ids)).items.allSatisfy { $0.version > 0 })
        let live = try store.describeGallery("drawings").itemCount
        store.close()
        let again = try ShardStore(path: disk.path + "/data", options: options)
        defer { again.close() }
        #expect(again.damages == [])
        #expect(try again.describeGallery("drawings").itemCount == live)
    }

    @Test func `a nearly full disk refuses upserts and takes deletes`() throws {
        let path = directory.appending("data")
        let store = try ShardStore(path: path)
        _ = try store.createGallery(StoreFixture.spec())
        store.close()
        var options = DatabaseOptions()
        options.freeByteCountMin = 1 << 60
        let full = try ShardStore(path: path, options: options)
        defer { full.close() }
        let handover = Handover<Result<WriteResponse, CallFailure>>()
        full.upsert([StoreFixture.write("a")], into: "drawings", step: nil) { handover.give($0) }
        #expect(failure { _ = try handover.wait().get() }?.reason == "disk_full")
        #expect(try full.dropGallery("drawings").itemCount == 0)
    }
}
