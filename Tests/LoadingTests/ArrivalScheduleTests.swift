import Ground
import Testing

@testable import Loading

@Suite struct ArrivalScheduleTests {
    @Test func `a recording's moments come once`() {
        let start = MonotonicTime(nanoseconds: 1_000)
        let calls = [0, 5, 5, 70].map { LoadRecording.Call(kind: 0, body: 0, nanoseconds: $0) }
        var schedule = ArrivalSchedule(from: start, recording: LoadRecording(calls))
        var moments: [UInt64] = []
        while schedule.next < .never {
            moments.append(schedule.next.nanoseconds)
            schedule.advance()
        }
        #expect(moments == [1_000, 1_005, 1_005, 1_070])
    }

    @Test func `a constant schedule is evenly spaced and does not drift`() {
        let start = MonotonicTime(nanoseconds: 1_000_000_000)
        var schedule = ArrivalSchedule(from: start, perSecond: 3, spacing: .constant, seed: 0)
        for _ in 1..<3_000 { schedule.advance() }
        #expect(abs(Int64(schedule.next.microseconds(since: start)) - 1_000_000_000) <= 1)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `a Poisson schedule has the rate, and gaps as independent callers leave them`(seed: UInt64) {
        var schedule = ArrivalSchedule(
            from: MonotonicTime(nanoseconds: 0), perSecond: 1_000, spacing: .poisson, seed: seed)
        var gaps: [Double] = []
        var last: UInt64 = 0
        for _ in 0..<20_000 {
            gaps.append(Double(schedule.next.nanoseconds - last) / 1e6)
            last = schedule.next.nanoseconds
            schedule.advance()
        }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
        #expect(abs(mean - 1) < 0.03)
        #expect(abs(variance - 1) < 0.08)
        // P(gap > 3 means) = e⁻³.
        #expect(abs(Double(gaps.count { $0 > 3 }) / Double(gaps.count) - 0.0498) < 0.008)
    }

    @Test func `one seed, one schedule`() {
        func moments(_ seed: UInt64) -> [MonotonicTime] {
            var schedule = ArrivalSchedule(
                from: MonotonicTime(nanoseconds: 5), perSecond: 70, spacing: .poisson, seed: seed)
            return (0..<50).map { _ in
                schedule.advance()
                return schedule.next
            }
        }
        #expect(moments(4) == moments(4))
        #expect(moments(4) != moments(5))
    }
}
