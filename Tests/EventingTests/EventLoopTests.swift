import Eventing
import Glibc
import Ground
import Testing

@Suite struct EventLoopTests {
    /// An actor that lives on a loop.
    private actor Pinned {
        nonisolated let loop: EventLoop
        nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
        private var number = 0

        init(loop: EventLoop) {
            self.loop = loop
        }

        func add() -> (number: Int, isOnLoop: Bool) {
            number += 1
            return (number, loop.isOnLoop)
        }
    }

    @Test func `a loop that did nothing leaks nothing`() async {
        await withLoop { _ in }
    }

    @Test func `an actor pinned to the loop runs there`() async {
        await withLoop { loop in
            let actor = Pinned(loop: loop)
            for expected in 1...100 {
                let answer = await actor.add()
                #expect(answer.number == expected)
                #expect(answer.isOnLoop)
            }
        }
    }

    @Test func `a C callback enters an actor of the loop without a hop`() async {
        await withLoop { loop in
            let actor = Pinned(loop: loop)
            let number = loop.sync { actor.assumeIsolated { $0.add().number } }
            #expect(number == 1)
        }
    }

    @Test func `a task that prefers the loop is resumed there after the pool`() async {
        await withLoop { loop in
            let onLoopCount = await Task(executorPreference: loop) {
                var count = 0
                for _ in 0..<100 {
                    let isOnLoop = await loop.runOnPool { loop.isOnLoop }
                    if !isOnLoop, loop.isOnLoop { count += 1 }
                }
                return count
            }.value
            #expect(onLoopCount == 100)
        }
    }

    @Test func `what the pool throws reaches the caller`() async {
        await withLoop { loop in
            await #expect(throws: LoopError.ended) {
                try await loop.runOnPool { () throws(LoopError) in throw .ended }
            }
        }
    }

    @Test func `a task that yields for ever does not starve a timer`() async throws {
        try await withLoop { loop in
            let fired = Counter()
            let task = Task(executorPreference: loop) {
                while !Task.isCancelled { await Task.yield() }
            }
            try loop.sync { () throws(LoopError) in
                try LoopTimer(loop: loop) { fired.add() }.start(afterMilliseconds: 5)
            }
            #expect(await fired.reaches(1))
            task.cancel()
            await task.value
        }
    }

    @Test func `jobs enqueued by a close callback run though no event follows`() async throws {
        let ran = Counter()
        final class Last: Sendable {
            let loop: EventLoop
            let ran: Counter

            init(loop: EventLoop, ran: Counter) {
                self.loop = loop
                self.ran = ran
            }

            deinit {
                let ran = ran
                loop.post { ran.add() }
            }
        }
        try await withLoop { loop in
            // The timer's closure dies with its handle, in the close callback, after the turn's hook.
            let last = Guarded<Last?>(Last(loop: loop, ran: ran))
            try loop.sync { () throws(LoopError) in
                let held = last.withLock { held in
                    defer { held = nil }
                    return held
                }
                try LoopTimer(loop: loop) { _ = held }.close()
            }
            #expect(await ran.reaches(1))
        }
    }

    @Test func `a timer repeats until it is stopped`() async throws {
        try await withLoop { loop in
            let fired = Counter()
            let timer = try loop.sync { () throws(LoopError) in
                let timer = try LoopTimer(loop: loop) { fired.add() }
                timer.start(afterMilliseconds: 1, repeatMilliseconds: 1)
                return timer
            }
            #expect(await fired.reaches(3))
            let count = loop.sync {
                timer.stop()
                return fired.count
            }
            try await Task.sleep(nanoseconds: 10_000_000)
            #expect(fired.count == count)
            #expect(loop.sync { timer.isRunning } == false)
        }
    }

    @Test func `a signal reaches its watch`() async throws {
        try await withLoop { loop in
            let fired = Counter()
            try loop.sync { () throws(LoopError) in _ = try SignalWatch(loop: loop, signal: SIGUSR1) { fired.add() } }
            kill(getpid(), SIGUSR1)
            #expect(await fired.reaches(1))
        }
    }

    @Test func `what is posted to a loop that has ended is refused`() async {
        let loop = EventLoop(name: "trial-loop")
        loop.stop()
        #expect(loop.post {} == false)
    }

    @Test func `what was posted before the stop still runs`() async {
        let ran = Counter()
        let loop = EventLoop(name: "trial-loop")
        for _ in 0..<100 { loop.post { ran.add() } }
        loop.stop()
        #expect(ran.count == 100)
    }

    @Test func `deadlines expire in their order and no removed one does`() async {
        final class Entry: Expiring, @unchecked Sendable {
            // Unchecked: used on the loop only.
            let deadline: MonotonicTime
            var heapIndex = -1
            let number: Int
            let log: Guarded<[Int]>

            init(_ number: Int, microseconds: UInt64, log: Guarded<[Int]>) {
                self.number = number
                deadline = .now.advanced(microseconds: microseconds)
                self.log = log
            }

            func expire() {
                let number = number
                log.withLock { $0.append(number) }
            }
        }
        await withLoop { loop in
            let log = Guarded<[Int]>([])
            let done = Counter()
            loop.sync {
                let clock = DeadlineClock(loop: loop)
                let entries = [30, 10, 20, 5].enumerated().map {
                    Entry($0.offset, microseconds: UInt64($0.element) * 1_000, log: log)
                }
                for entry in entries { clock.watch(entry) }
                clock.unwatch(entries[2])
                let timer = try? LoopTimer(loop: loop) {
                    clock.close()
                    done.add()
                }
                timer?.start(afterMilliseconds: 60)
            }
            #expect(await done.reaches(1))
            #expect(log.withLock { $0 } == [3, 1, 0])
        }
    }
}
