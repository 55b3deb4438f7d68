internal import Glibc

/// A fixed number of threads that share one piece of work at a time and are waited for.
///
/// Made for long arithmetic over many rows. The threads end when the team is dropped.
public final class WorkTeam: Sendable {
    private let core: Core
    private let threads: [NamedThread]
    public let threadCount: Int

    /// - Parameter threadCount: at least 1.
    /// - Parameter niceness: how far the threads stand back behind others, 0 to 19.
    public init(name: String, threadCount: Int, niceness: Int32 = 0) {
        precondition(threadCount > 0, "a team of \(threadCount) threads does no work")
        let core = Core()
        self.core = core
        self.threadCount = threadCount
        threads = (0..<threadCount).map { number in
            NamedThread(name: "\(name)-\(number)") {
                // On Linux, of the calling thread alone. A refusal costs others time and nothing else.
                if niceness > 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
                core.work(number: number)
            }
        }
    }

    deinit {
        core.state.withLock { $0.isClosed = true }
        core.state.ringAll(Core.workers)
        for thread in threads { thread.join() }
    }

    /// Runs `body` for ranges of `grain` numbers that together cover `0..<count`, on all threads, and waits.
    ///
    /// Ranges begin at multiples of `grain`, whatever the number of threads; their order is open. One piece of work
    /// runs at a time, others wait for their turn. Do not call from inside `body`.
    ///
    /// - Parameter stopping: asked on the calling thread before and about every 20 ms; once it says true, no further
    ///   range is begun.
    /// - Returns: false when it was stopped before all was done.
    @discardableResult
    public func forEachRange(
        count: Int, grain: Int, stopping: () -> Bool = { false }, _ body: @escaping @Sendable (Range<Int>) -> Void
    ) -> Bool {
        forEachRange(count: count, grain: grain, stopping: stopping) { range, _ in body(range) }
    }

    /// The same; `body` is also given the number of its thread, `0..<threadCount`, to find memory of its own by.
    @discardableResult
    public func forEachRange(
        count: Int, grain: Int, stopping: () -> Bool = { false }, _ body: @escaping @Sendable (Range<Int>, Int) -> Void
    ) -> Bool {
        precondition(grain > 0 && count >= 0, "\(count) numbers in ranges of \(grain)")
        if stopping() { return false }
        guard count > 0 else { return true }
        core.state.wait(on: Core.callers) { state -> Void? in
            guard state.body == nil else { return nil }
            state.body = body
            state.count = count
            state.grain = grain
            state.next = 0
            return ()
        }
        core.state.ringAll(Core.workers)
        return awaitEnd(stopping)
    }

    private func awaitEnd(_ stopping: () -> Bool) -> Bool {
        var wasStopped = false
        while true {
            let soon = MonotonicTime.now.advanced(microseconds: 20_000)
            let isDone = core.state.wait(on: Core.callers, until: soon) { state -> Bool? in
                guard state.next >= state.count, state.runningCount == 0 else { return nil }
                let isComplete = !state.isStopped
                state.body = nil
                state.isStopped = false
                return isComplete
            }
            if let isDone {
                core.state.ringAll(Core.callers)
                return isDone
            }
            guard !wasStopped, stopping() else { continue }
            wasStopped = true
            core.state.withLock { state in
                guard state.next < state.count else { return }
                state.next = state.count
                state.isStopped = true
            }
        }
    }

    private final class Core: Sendable {
        static let workers = 0, callers = 1
        let state = Monitor(State(), bellCount: 2)

        struct State {
            /// The work at hand; nil between two pieces.
            var body: (@Sendable (Range<Int>, Int) -> Void)?
            var count = 0
            var grain = 1
            /// Where the next range begins.
            var next = 0
            var runningCount = 0
            var isStopped = false
            var isClosed = false
        }

        private enum Order {
            case work(body: @Sendable (Range<Int>, Int) -> Void, range: Range<Int>)
            case end
        }

        func work(number: Int) {
            while case .work(let body, let range) = nextOrder() {
                body(range, number)
                let isLast = state.withLock { state in
                    state.runningCount -= 1
                    return state.runningCount == 0 && state.next >= state.count
                }
                if isLast { state.ringAll(Self.callers) }
            }
        }

        private func nextOrder() -> Order {
            let order = state.wait(on: Self.workers) { state -> Order? in
                if state.isClosed { return .end }
                guard let body = state.body, state.next < state.count else { return nil }
                let range = state.next..<min(state.next + state.grain, state.count)
                state.next = range.upperBound
                state.runningCount += 1
                return .work(body: body, range: range)
            }
            return order ?? .end
        }
    }
}
