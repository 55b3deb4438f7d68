internal import Ground
internal import Storage
internal import Vocabulary
internal import Wire

/// The operations of a store in memory, and those who wait for one to change.
///
/// Operations change through the committer only; everybody reads.
final class OperationBook: @unchecked Sendable {
    // Unchecked: `thread` is written by the owner before and after it runs; all else is guarded.
    typealias Completion = @Sendable (Result<Operation, CallFailure>) -> Void

    private struct Watcher {
        let operation: String
        let afterRevision: UInt64
        let deadline: MonotonicTime
        let completion: Completion
    }

    private struct State {
        var operations: [String: Operation] = [:]
        var watchers: [Watcher] = []
        var isStopped = false

        /// When the first watcher's time is over.
        var nextDeadline: MonotonicTime { watchers.map(\.deadline).min() ?? .never }
    }

    private let state = Monitor(State())
    private var thread: NamedThread?

    /// Starts the thread that answers watchers whose time is over.
    func start() {
        thread = NamedThread(name: "watchers") { [self] in run() }
    }

    /// Answers all watchers and ends the thread.
    func stop() {
        let waiting = state.withLock { state in
            state.isStopped = true
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in waiting {
            watcher.completion(.failure(CallFailure(.unavailable, "store_stopped", "the store is being closed")))
        }
        state.ring()
        thread?.join()
        thread = nil
    }

    /// The operation with that id.
    ///
    /// - Throws: `NOT_FOUND`.
    func operation(_ id: String) throws(CallFailure) -> Operation {
        guard let operation = state.withLock({ $0.operations[id] }) else { throw Self.notFound(id) }
        return operation
    }

    /// All operations, latest first.
    var all: [Operation] {
        state.withLock { Array($0.operations.values) }.sorted {
            ($0.createdMicroseconds, $0.id) > ($1.createdMicroseconds, $1.id)
        }
    }

    /// Shows changes that are durable, and answers those who waited for them.
    func update(_ changed: [Operation], removing removed: [String] = []) {
        guard !changed.isEmpty || !removed.isEmpty else { return }
        let answered = state.withLock { state in
            for operation in changed { state.operations[operation.id] = operation }
            for id in removed { state.operations[id] = nil }
            return Self.take(&state) { watcher, operation in
                operation.map { $0.revision > watcher.afterRevision } ?? true
            }
        }
        for (watcher, operation) in answered { Self.answer(watcher, operation) }
    }

    /// Replaces everything by `operations`, as they are on disk.
    func replaceAll(_ operations: [Operation]) {
        let gone = Set(state.withLock { $0.operations.keys }).subtracting(operations.map(\.id))
        update(operations, removing: Array(gone))
    }

    /// Calls `completion` once the operation's revision is larger than `afterRevision`, or at `deadline`, with the
    /// operation as it stands then.
    func watch(
        _ id: String, afterRevision: UInt64, deadline: MonotonicTime, completion: @escaping Completion
    ) {
        let watcher = Watcher(
            operation: id, afterRevision: afterRevision, deadline: deadline, completion: completion)
        let now: Result<Operation, CallFailure>? = state.withLock { state in
            guard let operation = state.operations[id] else { return .failure(Self.notFound(id)) }
            if operation.revision > afterRevision { return .success(operation) }
            if state.isStopped || state.watchers.count >= Limits.watcherCountMax { return .success(operation) }
            state.watchers.append(watcher)
            return nil
        }
        if let now { return completion(now) }
        state.ring()
    }

    private func run() {
        while true {
            let deadline = state.withLock { $0.nextDeadline }
            // Until the first watcher's time is over, or somebody comes whose time is over earlier.
            _ = state.wait(until: deadline) { state in
                state.isStopped || state.nextDeadline < deadline ? true : nil
            }
            let now = MonotonicTime.now
            let (answered, isStopped) = state.withLock { state in
                (Self.take(&state) { watcher, _ in watcher.deadline <= now }, state.isStopped)
            }
            for (watcher, operation) in answered { Self.answer(watcher, operation) }
            if isStopped { return }
        }
    }

    /// Takes out the watchers that `isDone` accepts, each with its operation as it stands.
    private static func take(
        _ state: inout State, where isDone: (Watcher, Operation?) -> Bool
    ) -> [(Watcher, Operation?)] {
        var taken: [(Watcher, Operation?)] = []
        var kept: [Watcher] = []
        for watcher in state.watchers {
            let operation = state.operations[watcher.operation]
            if isDone(watcher, operation) { taken.append((watcher, operation)) } else { kept.append(watcher) }
        }
        state.watchers = kept
        return taken
    }

    private static func answer(_ watcher: Watcher, _ operation: Operation?) {
        watcher.completion(operation.map { .success($0) } ?? .failure(notFound(watcher.operation)))
    }

    private static func notFound(_ id: String) -> CallFailure {
        CallFailure(.notFound, "operation_not_found", "there is no operation \(id)", field: "operation")
    }

    /// `operation` with the next revision and the time of now.
    static func touched(_ operation: Operation) -> Operation {
        var operation = operation
        operation.revision += 1
        operation.updatedMicroseconds = max(WallTime.microsecondsNow, operation.updatedMicroseconds)
        return operation
    }

    /// Adds `operation`'s record to `batch`.
    static func put(_ operation: Operation, into batch: inout WriteBatch) {
        unsafe operation.wireBytes.withUnsafeBytes {
            unsafe SealedRecord.put(&batch, .meta, StoreKey.operation(operation.id), $0)
        }
    }
}
