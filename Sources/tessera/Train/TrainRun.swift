internal import Calling
internal import Ground
internal import Vocabulary
internal import Wire

/// Follows one training to its end: shows how far it is, and cancels it at Ctrl-C.
struct TrainRun: ~Copyable {
    /// How long one watch waits, so that the time shown and Ctrl-C do not wait for the daemon.
    private static let watchMicroseconds: UInt64 = 250_000

    private let caller: Caller
    private var operation: Operation
    private var line: ProgressLine
    private let start = MonotonicTime.now

    init(_ operation: Operation, caller: Caller, isForPeople: Bool) {
        self.operation = operation
        self.caller = caller
        line = ProgressLine(quietSeconds: 5, isForPeople: isForPeople)
    }

    /// The operation as it ended.
    mutating func run() async throws -> Operation {
        var hasCancelled = false
        while operation.state == .running || operation.state == nil {
            if Interrupt.isAsked, !hasCancelled {
                hasCancelled = true
                line.clear()
                Output.writeError("cancelling the training; Ctrl-C again leaves at once")
                operation = try await caller.call(
                    .cancelOperation, CancelOperationRequest(operation: operation.id))
                continue
            }
            do {
                operation = try await caller.call(
                    .watchOperation,
                    WatchOperationRequest(
                        operation: operation.id, afterRevision: operation.revision,
                        waitMicroseconds: Self.watchMicroseconds))
            } catch {
                line.clear()
                Output.writeError("lost sight of the training; 'tessera operation get \(operation.id)' tells of it")
                throw error
            }
            show()
        }
        line.clear()
        return operation
    }

    private mutating func show() {
        let now = MonotonicTime.now
        let (operation, line, start) = (operation, line, start)
        self.line.show(at: now) { Self.text(operation, line, microseconds: now.microseconds(since: start)) }
    }

    /// `[######..................] 25 %  clustering field description, iteration 3 of 10  0:07`
    static func text(_ operation: Operation, _ line: ProgressLine, microseconds: UInt64) -> String {
        var text = ""
        if operation.totalCount > 0 {
            text = line.bar(Double(operation.doneCount) / Double(operation.totalCount)) + "  "
        }
        return text + (operation.stage.isEmpty ? "waiting to begin" : operation.stage) + "  "
            + Figures.time(seconds: microseconds / 1_000_000)
    }
}
