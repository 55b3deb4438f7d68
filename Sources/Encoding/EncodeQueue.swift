internal import Ground
internal import Vocabulary

/// The threads that encode, what waits for them, and one that watches deadlines and cancelled calls.
final class EncodeQueue: Sendable {
    private static let workBell = 0
    private static let watchBell = 1

    private struct State {
        var board: EncodeBoard
        /// Until when the watcher sleeps.
        var watchUntil = MonotonicTime.never
        var mustWatch = false
    }

    private enum Work {
        case batch([EncodeUnit], deadline: MonotonicTime)
        case end
    }

    private let state: Monitor<State>
    private let workers: [any EncodingWorker]
    private let threads = Guarded<[NamedThread]>([])

    init(
        engine: any EncodingEngine, workerCount: Int, cacheByteCountMax: Int, waitingByteCountMax: Int
    ) throws(CallFailure) {
        var workers: [any EncodingWorker] = []
        for _ in 0..<workerCount { workers.append(try engine.makeWorker()) }
        self.workers = workers
        let board = EncodeBoard(
            limits: engine.batchLimits, workerCount: workerCount, cacheByteCountMax: cacheByteCountMax,
            waitingByteCountMax: waitingByteCountMax)
        state = Monitor(State(board: board), bellCount: 2)
        start()
    }

    private func start() {
        var started = workers.indices.map { index in
            NamedThread(name: "encode-\(index)") { self.encodeUntilClosed(worker: index) }
        }
        started.append(NamedThread(name: "encode-watch") { self.watchUntilClosed() })
        let all = started
        threads.withLock { $0 = all }
    }

    /// Queues what the cache does not know of `texts`. False when it knows all: the slots of `call` are full then.
    func begin(_ call: EncodeCall, texts: [String]) throws(CallFailure) -> Bool {
        let (isWaiting, mustWatch) = try state.withLock { state throws(CallFailure) in
            guard try state.board.add(call, texts: texts) else { return (false, false) }
            let look = EncodeBoard.nextLook(for: call, now: .now)
            let mustWatch = look < state.watchUntil
            if mustWatch { state.mustWatch = true }
            return (true, mustWatch)
        }
        if isWaiting {
            if texts.count == 1 { state.ring(Self.workBell) } else { state.ringAll(Self.workBell) }
        }
        if mustWatch { state.ring(Self.watchBell) }
        return isWaiting
    }

    /// Calls `resume` once, when `call` has ended: at once if it has.
    func whenFinished(_ call: EncodeCall, resume: @escaping @Sendable (EncodeCall.Answer) -> Void) {
        let answer = state.withLock { _ in
            if call.answer == nil { call.resume = resume }
            return call.answer
        }
        if let answer { resume(answer) }
    }

    /// Ends `call` now, if it waits: its caller has gone. A worker whose batch nobody else wants is stopped.
    func cancel(_ call: EncodeCall) {
        let finished = state.withLock { state in
            let finished = state.board.fail(call, EncodeBoard.cancelled)
            for worker in state.board.workersInVain() { workers[worker].stop() }
            return finished
        }
        tell(finished)
    }

    var statistics: EncoderStatistics {
        state.withLock { state in
            let board = state.board
            return EncoderStatistics(
                encodedTextCount: board.encodedTextCount, encodedTokenCount: board.encodedTokenCount,
                cacheHitCount: board.cache.hitCount, cacheMissCount: board.cache.missCount,
                cacheByteCount: board.cache.byteCount, waitingByteCount: board.waitingByteCount)
        }
    }

    /// Ends what waits and the threads, and returns when they are gone. A second call does nothing.
    func close() {
        let finished = state.withLock { state in
            let finished = state.board.close()
            for worker in state.board.workersInVain() { workers[worker].stop() }
            return finished
        }
        state.ringAll(Self.workBell)
        state.ringAll(Self.watchBell)
        tell(finished)
        let running = threads.withLock { threads in
            let running = threads
            threads = []
            return running
        }
        for thread in running { thread.join() }
    }

    private func encodeUntilClosed(worker index: Int) {
        let worker = workers[index]
        while true {
            let work = state.wait(on: Self.workBell) { state -> Work? in
                if state.board.isClosed { return .end }
                guard let batch = state.board.take(worker: index) else { return nil }
                let deadlines = batch.flatMap { $0.waiters.map(\.call.deadline) }
                return .batch(batch, deadline: deadlines.max() ?? .never)
            }
            guard case .batch(let batch, let deadline) = work else { return }
            worker.encode(batch.map(\.text), deadline: deadline) { place, result in
                tell(state.withLock { $0.board.finish(batch[place], result) })
            }
            let finished = state.withLock { state in
                // Under the lock, so that no stop meant for this batch can hit the next one.
                worker.reset()
                return state.board.endBatch(worker: index)
            }
            tell(finished)
        }
    }

    private func watchUntilClosed() {
        while true {
            let until = state.withLock { state in
                state.mustWatch = false
                state.watchUntil = state.board.nextLook(now: .now)
                return state.watchUntil
            }
            _ = state.wait(on: Self.watchBell, until: until) { state in
                state.board.isClosed || state.mustWatch ? true : nil
            }
            let (isClosed, asked) = state.withLock { state in
                (state.board.isClosed, state.board.liveCalls.values.filter { $0.isCancelled != nil })
            }
            if isClosed { return }
            // Outside the lock: it is the caller's code.
            let cancelled = asked.filter { $0.isCancelled?() == true }
            let finished = state.withLock { state in
                var finished = state.board.expire(now: .now)
                for call in cancelled { finished += state.board.fail(call, EncodeBoard.cancelled) }
                for worker in state.board.workersInVain() { workers[worker].stop() }
                return finished
            }
            tell(finished)
        }
    }

    private func tell(_ finished: [EncodeBoard.Finish]) {
        for (resume, answer) in finished { resume(answer) }
    }
}
