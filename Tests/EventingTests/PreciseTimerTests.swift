import Ground
import Testing

@testable import Eventing

@Suite struct PreciseTimerTests {
    /// Moments at which a timer fired.
    private let fired = GuardedQueue<MonotonicTime>()

    private func timer(on loop: EventLoop) throws -> PreciseTimer {
        try loop.sync { [fired] () throws(LoopError) in
            try PreciseTimer(loop: loop) { fired.append(.now) }
        }
    }

    @Test func `it fires once, not before its moment, and closer to it than a millisecond counts`() throws {
        let loop = EventLoop(name: "precise")
        defer { loop.stop() }
        let timer = try timer(on: loop)
        var least = UInt64.max
        for _ in 0..<20 {
            let moment = MonotonicTime.now.advanced(microseconds: 2_300)
            loop.sync { timer.start(at: moment) }
            let seen = fired.take(countMax: 1)![0]
            #expect(seen >= moment)
            least = min(least, seen.microseconds(since: moment))
        }
        // The best of twenty: what else runs on the machine may hold up the others.
        #expect(least < 500)
    }

    @Test func `a moment that has passed fires at once, and a later start replaces an earlier one`() throws {
        let loop = EventLoop(name: "precise")
        defer { loop.stop() }
        let timer = try timer(on: loop)
        loop.sync { timer.start(at: MonotonicTime(nanoseconds: 0)) }
        #expect(fired.take(countMax: 1)?.count == 1)
        let late = MonotonicTime.now.advanced(microseconds: 20_000)
        loop.sync {
            timer.start(at: .now.advanced(microseconds: 10_000))
            timer.start(at: late)
        }
        #expect(fired.take(countMax: 1)![0] >= late)
    }

    @Test func `a stopped or closed timer does not fire`() throws {
        let loop = EventLoop(name: "precise")
        defer { loop.stop() }
        let (stopped, closed, other) = (try timer(on: loop), try timer(on: loop), try timer(on: loop))
        let moment = MonotonicTime.now.advanced(microseconds: 5_000)
        loop.sync {
            stopped.start(at: moment)
            closed.start(at: moment)
            stopped.stop()
            closed.close()
            other.start(at: moment.advanced(microseconds: 20_000))
        }
        // The only one that fires is the last.
        #expect(fired.take(countMax: 3)!.allSatisfy { $0 >= moment.advanced(microseconds: 20_000) })
    }
}
