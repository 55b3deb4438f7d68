import Ground
import Testing
import TrialGround
import Vocabulary

@testable import ShardNode

@Suite struct OperationTests {
    let fixture: StoreFixture
    var store: ShardStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.store.createGallery(StoreFixture.spec())
    }

    func begin(_ source: String = "file", restart: Bool = false) throws -> Operation {
        try store.beginImport(
            BeginImportRequest(gallery: "drawings", source: source, totalCount: 100, restart: restart))
    }

    func step(_ operation: Operation, done: UInt64, rejected: UInt64 = 0) -> ImportStep {
        ImportStep(
            operation: operation.id, resumePoint: Array("row \(done)".utf8), rowsDone: done, rowsRejected: rejected)
    }

    func watch(_ operation: Operation, after: UInt64, wait: UInt64) -> Handover<Result<Operation, CallFailure>> {
        let handover = Handover<Result<Operation, CallFailure>>()
        store.watchOperation(
            WatchOperationRequest(operation: operation.id, afterRevision: after, waitMicroseconds: wait)
        ) { handover.give($0) }
        return handover
    }

    @Test func `an import is running from its beginning`() throws {
        let operation = try begin()
        #expect(operation.id.count == 16)
        #expect(operation.state == .running)
        #expect(operation.gallery == "drawings")
        #expect(try store.operation(operation.id) == operation)
    }

    @Test func `imports that nobody ends do not pile up without bound`() throws {
        for number in 0..<Limits.runningOperationCountMax { _ = try begin("file \(number)") }
        let refusal = failure { _ = try begin("one more") }
        #expect(refusal?.status == .resourceExhausted)
        #expect(refusal?.reason == "too_many_operations")
        #expect(refusal?.limit == Int64(Limits.runningOperationCountMax))
        let restarted = try begin("file 7", restart: true)
        _ = try store.cancelOperation(restarted.id)
        _ = try begin("one more")
    }

    @Test func `a step is kept with its items, over a restart`() throws {
        let operation = try begin()
        _ = try fixture.upsert([StoreFixture.write("a")], step: step(operation, done: 3, rejected: 2))
        try fixture.restart()
        let now = try store.operation(operation.id)
        #expect(now.doneCount == 3)
        #expect(now.rejectedCount == 2)
        #expect(now.resumePoint == Array("row 3".utf8))
        #expect(now.revision > operation.revision)
    }

    @Test func `a step without items moves the import on`() throws {
        let operation = try begin()
        _ = try fixture.upsert([], step: step(operation, done: 9, rejected: 9))
        #expect(try store.operation(operation.id).doneCount == 9)
    }

    @Test func `a step that is sent again does not move the import back`() throws {
        let operation = try begin()
        _ = try fixture.upsert([], step: step(operation, done: 9))
        _ = try fixture.upsert([StoreFixture.write("a")], step: step(operation, done: 5))
        #expect(try store.operation(operation.id).resumePoint == Array("row 9".utf8))
        #expect(try fixture.version("a") == 1)
    }

    @Test func `a running import of the same source is found again`() throws {
        let operation = try begin()
        #expect(try begin().id == operation.id)
        #expect(try begin("other file").id != operation.id)
        try fixture.restart()
        #expect(try begin().id == operation.id)
    }

    @Test func `a restarted import is a new one and the old one is cancelled`() throws {
        let operation = try begin()
        let again = try begin(restart: true)
        #expect(again.id != operation.id)
        #expect(try store.operation(operation.id).state == .cancelled)
    }

    @Test func `an upsert of a cancelled import is refused`() throws {
        let operation = try begin()
        #expect(try store.cancelOperation(operation.id).state == .cancelled)
        let refused = failure { _ = try fixture.upsert([StoreFixture.write("a")], step: step(operation, done: 1)) }
        #expect(refused?.status == .aborted)
        #expect(try fixture.version("a") == 0)
    }

    @Test func `an upsert of a finished import is refused`() throws {
        let operation = try begin()
        let finished = try store.finishImport(FinishImportRequest(operation: operation.id, doneCount: 7))
        #expect(finished.state == .succeeded)
        #expect(finished.doneCount == 7)
        let refused = failure { _ = try fixture.upsert([StoreFixture.write("a")], step: step(operation, done: 1)) }
        #expect(refused?.status == .failedPrecondition)
    }

    @Test func `an upsert of an unknown import or another gallery's is refused`() throws {
        let operation = try begin()
        _ = try store.createGallery(StoreFixture.spec("other"))
        let other = failure { _ = try fixture.upsert([], into: "other", step: step(operation, done: 1)) }
        #expect(other?.reason == "operation_of_other_gallery")
        let unknown = failure { _ = try fixture.upsert([], step: step(Operation(id: "0"), done: 1)) }
        #expect(unknown?.status == .notFound)
    }

    @Test func `finishing twice answers the same, finishing what was cancelled is refused`() throws {
        let operation = try begin()
        let finished = try store.finishImport(FinishImportRequest(operation: operation.id))
        #expect(try store.finishImport(FinishImportRequest(operation: operation.id)) == finished)
        let other = try begin()
        _ = try store.cancelOperation(other.id)
        #expect(
            failure { _ = try store.finishImport(FinishImportRequest(operation: other.id)) }?.status
                == .failedPrecondition)
    }

    @Test func `a failed import keeps its error`() throws {
        let operation = try begin()
        let error = ErrorDetail(message: "no such file", reason: "not_found")
        _ = try store.finishImport(FinishImportRequest(operation: operation.id, error: error))
        try fixture.restart()
        let now = try store.operation(operation.id)
        #expect(now.state == .failed)
        #expect(now.error == error)
    }

    @Test func `imports of a dropped gallery fail`() throws {
        let operation = try begin()
        _ = try store.dropGallery("drawings")
        _ = try store.createGallery(StoreFixture.spec())
        #expect(try store.operation(operation.id).error?.reason == "gallery_dropped")
        #expect(failure { _ = try fixture.upsert([], step: step(operation, done: 1)) } != nil)
    }

    @Test func `operations are listed latest first, by gallery and state`() throws {
        let first = try begin("1")
        let second = try begin("2")
        _ = try store.cancelOperation(first.id)
        #expect(try store.listOperations(.init()).operations.map(\.id) == [second.id, first.id])
        #expect(try store.listOperations(.init(runningOnly: true)).operations.map(\.id) == [second.id])
        #expect(try store.listOperations(.init(gallery: "other")).operations == [])
    }

    @Test func `a watch is answered by the next change`() throws {
        let operation = try begin()
        let watched = watch(operation, after: operation.revision, wait: 30_000_000)
        _ = try fixture.upsert([], step: step(operation, done: 4))
        #expect(try watched.wait().get().doneCount == 4)
    }

    @Test func `a watch of a past revision is answered at once`() throws {
        let operation = try begin()
        #expect(try watch(operation, after: 0, wait: 30_000_000).wait().get() == operation)
    }

    @Test func `a watch is answered as it stands when its time is over`() throws {
        let operation = try begin()
        let start = MonotonicTime.now
        #expect(try watch(operation, after: operation.revision, wait: 50_000).wait().get() == operation)
        #expect(MonotonicTime.now.microseconds(since: start) >= 50_000)
    }

    @Test func `a watch of an unknown operation is refused, and closing answers the others`() throws {
        #expect(failure { _ = try watch(Operation(id: "x"), after: 0, wait: 0).wait().get() }?.status == .notFound)
        let operation = try begin()
        let watched = watch(operation, after: operation.revision, wait: 30_000_000)
        store.close()
        #expect(failure { _ = try watched.wait().get() }?.status == .unavailable)
    }
}
