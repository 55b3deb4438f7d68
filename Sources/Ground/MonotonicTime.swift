import Glibc

/// A moment on the monotonic clock, in nanoseconds since some fixed start. Never goes back.
public struct MonotonicTime: Comparable, Hashable, Sendable {
    public var nanoseconds: UInt64

    @inlinable
    public init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// The moment at which no deadline ever arrives.
    public static let never = MonotonicTime(nanoseconds: .max)

    /// Now. About 20 ns.
    public static var now: MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec))
    }

    @inlinable
    public static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// This moment moved by `microseconds`, saturating at `never`.
    @inlinable
    public func advanced(microseconds: UInt64) -> MonotonicTime {
        let (step, tooLarge) = microseconds.multipliedReportingOverflow(by: 1_000)
        let (sum, overflow) = nanoseconds.addingReportingOverflow(step)
        return MonotonicTime(nanoseconds: tooLarge || overflow ? .max : sum)
    }

    /// Whole microseconds from `earlier` to this moment; zero when `earlier` is later.
    @inlinable
    public func microseconds(since earlier: MonotonicTime) -> UInt64 {
        nanoseconds > earlier.nanoseconds ? (nanoseconds - earlier.nanoseconds) / 1_000 : 0
    }
}
