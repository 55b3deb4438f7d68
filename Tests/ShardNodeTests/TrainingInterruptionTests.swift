import Glibc
import Ground
import Routing
import Storage
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Trainings that do not come to their end, or have company.
@Suite(.serialized) struct TrainingInterruptionTests {
    let fixture: StoreFixture
    var store: ShardStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
        try TrainedFixture.fill(fixture, count: 400)
    }

    private func pause(_ random: inout SeededRandom, microsecondsMax: UInt32) {
        usleep(UInt32.random(in: 0...microsecondsMax, using: &random))
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `a training that is cancelled at any moment leaves everything as it was`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        if seed % 2 == 0 { _ = try fixture.train(TrainedFixture.request) }
        let files = fixture.files()
        let described = try store.describeGallery("drawings")
        let before = try fixture.found(5)
        var request = TrainedFixture.request
        request.seed = seed
        let started = try store.train(request)
        pause(&random, microsecondsMax: 900_000)
        let cancelled = try store.cancelOperation(started.id)
        let ended = try fixture.end(of: started)
        #expect(ended.state == cancelled.state)
        guard cancelled.state == .cancelled else {
            #expect(cancelled.state == .succeeded)
            return
        }
        #expect(fixture.files() == files)
        #expect(try store.describeGallery("drawings") == described)
        #expect(try fixture.found(5) == before)
        try fixture.restart()
        #expect(fixture.files() == files)
        #expect(try fixture.found(5) == before)
        #expect(try store.operation(started.id).state == .cancelled)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `closing ends a training at once, and it is told as interrupted`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let started = try store.train(TrainedFixture.request)
        pause(&random, microsecondsMax: 900_000)
        let start = MonotonicTime.now
        store.close()
        #expect(MonotonicTime.now.microseconds(since: start) < 1_000_000)
        try fixture.restart()
        let ended = try store.operation(started.id)
        if ended.state != .succeeded {
            #expect(ended.state == .failed && ended.error?.reason == "interrupted")
            #expect(fixture.files() == [])
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `dropping the gallery ends its training and removes its files`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        if seed % 2 == 0 { _ = try fixture.train(TrainedFixture.request) }
        let started = try store.train(TrainedFixture.request)
        pause(&random, microsecondsMax: 600_000)
        _ = try store.dropGallery("drawings")
        while store.trainings.isBusy(gallery: 1) { usleep(1_000) }
        let ended = try store.operation(started.id)
        #expect(ended.state == .succeeded || ended.error?.reason == "gallery_dropped")
        #expect(fixture.files() == [])
        // A gallery of the same name has nothing of the old one.
        try TrainedFixture.fill(fixture, count: 10)
        #expect(try fixture.found(1).ids.count == 10)
        try fixture.restart()
        #expect(store.damages == [])
        #expect(try fixture.found(1).ids.count == 10)
    }

    @Test func `a second training of a gallery is refused, another gallery's waits for its turn`() throws {
        _ = try store.createGallery(StoreFixture.spec("other"))
        let first = try store.train(TrainedFixture.request)
        let refused = failure { _ = try store.train(TrainedFixture.request) }
        #expect(refused?.status == .failedPrecondition && refused?.reason == "training_running")
        let second = try store.train(TrainRequest(gallery: "other"))
        #expect(try fixture.end(of: first).state == .succeeded)
        #expect(try fixture.end(of: second).state == .succeeded)
        #expect(try store.train(TrainedFixture.request).state == .running)
    }

    @Test(.enabled("mounting is not permitted here") { SmallDisk.isPermitted })
    func `a disk that is full ends the training and leaves the gallery as it was`() throws {
        let disk = try #require(SmallDisk(byteCount: 64 << 20))
        let path = disk.path + "/data"
        var options = DatabaseOptions()
        options.freeByteCountMin = 0
        let small = try ShardStore(path: path, options: options)
        defer { small.close() }
        _ = try small.createGallery(StoreFixture.spec())
        let handover = Handover<Result<WriteResponse, CallFailure>>()
        small.upsert((0..<400).map { TrainedFixture.write("\($0)") }, into: "drawings", step: nil) { handover.give($0) }
        _ = try handover.wait().get()
        let ballast = open(disk.path + "/ballast", O_CREAT | O_WRONLY, 0o644)
        var size = off_t(60 << 20)
        while size > 1_000, posix_fallocate(ballast, 0, size) != 0 { size -= 16 << 10 }
        close(ballast)
        let started = try small.train(TrainedFixture.request)
        while small.trainings.isBusy(gallery: 1) { usleep(1_000) }
        let ended = try small.operation(started.id)
        #expect(ended.state == .failed && ended.error?.reason == "disk_full", "\(ended)")
        #expect(SegmentFolder.names(in: path + "/segments/1") == [])
        #expect(try small.describeGallery("drawings").itemCount == 400)
        unlink(disk.path + "/ballast")
        let again = try small.train(TrainedFixture.request)
        while small.trainings.isBusy(gallery: 1) { usleep(1_000) }
        #expect(try small.operation(again.id).state == .succeeded)
    }
}
