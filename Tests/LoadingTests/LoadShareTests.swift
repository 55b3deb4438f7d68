import Ground
import Testing

@testable import Loading

@Suite struct LoadShareTests {
    @Test(arguments: [1, 2, 3, 7], [7, 8, 20, 64])
    func `shares differ by one at most and make up the whole`(count: Int, total: Int) {
        let parts = (0..<count).map { LoadShare($0, of: count).part(of: total) }
        #expect(parts.reduce(0, +) == total)
        #expect(parts.max()! - parts.min()! <= 1)
    }

    @Test func `everything is dealt once`() {
        let dealt = (0..<3).flatMap { LoadShare($0, of: 3).dealt(Array(0..<11)) }
        #expect(dealt.sorted() == Array(0..<11))
        #expect(LoadShare.whole.dealt([5, 6]) == [5, 6])
    }

    /// The first moments of a phase's schedule, in nanoseconds.
    private static func moments(_ phase: LoadPhase, _ count: Int) -> [UInt64] {
        guard case .open(let rate, let spacing) = phase.pace else { return [] }
        var schedule = ArrivalSchedule(
            from: MonotonicTime(nanoseconds: 0), perSecond: rate, spacing: spacing, seed: phase.seed,
            lead: phase.lead)
        return (0..<count).map { _ in
            defer { schedule.advance() }
            return schedule.next.nanoseconds
        }
    }

    @Test(arguments: [1, 2, 5], [1, 3])
    func `even arrivals of processes and threads are even together`(processCount: Int, threadCount: Int) {
        let whole = LoadPhase(pace: .open(perSecond: 1_000, spacing: .constant), seconds: 1, seed: 3)
        var all: [UInt64] = []
        for process in 0..<processCount {
            let own = LoadShare(process, of: processCount).phase(of: whole)
            for thread in 0..<threadCount {
                all += Self.moments(LoadShare(thread, of: threadCount).phase(of: own), 20)
            }
        }
        all.sort()
        #expect(zip(all, all.dropFirst()).allSatisfy { abs(Int64($1 - $0) - 1_000_000) <= 2 })
    }

    @Test func `independent arrivals of shares are independent, and the same again with the same seed`() {
        let whole = LoadPhase(pace: .open(perSecond: 1_000, spacing: .poisson), seconds: 1, seed: 3)
        func all() -> [[UInt64]] {
            (0..<3).flatMap { process in
                let own = LoadShare(process, of: 3).phase(of: whole)
                return (0..<3).map { Self.moments(LoadShare($0, of: 3).phase(of: own), 20) }
            }
        }
        #expect(Set(all()).count == 9)
        #expect(all() == all())
        #expect(LoadShare.whole.phase(of: whole).seed == whole.seed)
    }

    @Test func `calls in flight are shared out, at least one to each`() {
        let whole = LoadPhase(pace: .closed(inFlight: 7), seconds: 1)
        let counts = (0..<3).map { number -> Int in
            guard case .closed(let count) = LoadShare(number, of: 3).phase(of: whole).pace else { return 0 }
            return count
        }
        #expect(counts == [3, 2, 2])
    }
}
