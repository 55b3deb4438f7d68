import Ground
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

/// Trainings as operations, and the calibration that each measures.
@Suite struct TrainingOperationTests {
    let fixture: StoreFixture
    var store: ShardStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
        _ = try fixture.upsert((0..<300).map { StoreFixture.write("\($0)") })
    }

    @Test func `a training is an operation that runs, tells what it does and ends`() throws {
        let started = try store.train(TrainRequest(gallery: "drawings"))
        #expect(started.kind == .train)
        #expect(started.state == .running)
        let ended = try fixture.end(of: started)
        #expect(ended.state == .succeeded)
        #expect(ended.stage.contains("field description stays exact: 300 items"))
        try fixture.restart()
        #expect(try store.operation(started.id) == ended)
    }

    @Test func `a training measures the calibration of every field, which survives a restart`() throws {
        let number = try store.record(of: "drawings").number
        #expect(store.calibrations(ofGallery: number) == [nil, nil])
        #expect(store.calibrations(ofGallery: 99) == [])
        _ = try fixture.train()
        let measured = store.calibrations(ofGallery: number)
        for calibration in measured {
            let calibration = try #require(calibration)
            #expect(calibration.version == 1)
            // Random directions: as like as not, and the best of some hundred in 8 dimensions is near.
            #expect(abs(calibration.mean) < 0.03)
            #expect(calibration.best > 0.7 && calibration.best < 1)
        }
        #expect(try store.describeGallery("drawings").fields.map(\.calibration) == measured)
        try fixture.restart()
        #expect(store.calibrations(ofGallery: number) == measured)
        _ = try fixture.train()
        #expect(store.calibrations(ofGallery: number).map { $0?.version } == [2, 2])
    }

    @Test func `items that are all equal have no calibration`() throws {
        _ = try store.createGallery(StoreFixture.spec("equal"))
        _ = try fixture.upsert((0..<20).map { StoreFixture.write("\($0)", seed: 1) }, into: "equal")
        #expect(try fixture.train(TrainRequest(gallery: "equal")).state == .succeeded)
        #expect(store.calibrations(ofGallery: try store.record(of: "equal").number) == [nil, nil])
    }

    @Test func `an empty gallery is trained to nothing`() throws {
        _ = try store.createGallery(StoreFixture.spec("empty"))
        #expect(try fixture.train(TrainRequest(gallery: "empty")).state == .succeeded)
    }

    @Test func `a request that breaks a rule starts nothing`() throws {
        let refused = failure { _ = try store.train(TrainRequest(gallery: "drawings", fields: ["other"])) }
        #expect(refused?.reason == "unknown_field")
        #expect(failure { _ = try store.train(TrainRequest(gallery: "other")) }?.status == .notFound)
        #expect(try store.listOperations(.init()).operations == [])
    }

    @Test func `finishing a training from outside is refused`() throws {
        let started = try store.train(TrainRequest(gallery: "drawings"))
        let refused = failure { _ = try store.finishImport(FinishImportRequest(operation: started.id)) }
        #expect(refused?.status == .failedPrecondition)
        _ = try fixture.end(of: started)
    }
}
