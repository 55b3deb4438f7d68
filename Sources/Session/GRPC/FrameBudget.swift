internal import Ground

/// Frames that a peer may send at once and in the long run, for those that cost us more than they tell.
struct FrameBudget {
    private let burst: UInt64
    private let perSecond: UInt64
    /// In billionths of a frame.
    private var left: UInt64
    private var filledAt = MonotonicTime(nanoseconds: 0)

    init(burst: Int, perSecond: Int) {
        self.burst = UInt64(burst) * 1_000_000_000
        self.perSecond = UInt64(perSecond)
        left = self.burst
    }

    /// False when there is nothing left to take at `now`.
    mutating func take(at now: MonotonicTime) -> Bool {
        if now > filledAt {
            let (gained, isMuch) = (now.nanoseconds - filledAt.nanoseconds).multipliedReportingOverflow(by: perSecond)
            left = isMuch ? burst : min(burst, left + min(gained, burst))
            filledAt = now
        }
        guard left >= 1_000_000_000 else { return false }
        left -= 1_000_000_000
        return true
    }

    /// Forgets what was taken.
    mutating func fill() {
        left = burst
    }
}
