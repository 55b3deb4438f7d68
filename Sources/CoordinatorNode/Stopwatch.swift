internal import Ground

/// Measures one stage after another.
struct Stopwatch {
    private var start = MonotonicTime.now

    /// Microseconds since the last lap, or since the start.
    mutating func lap() -> UInt64 {
        let now = MonotonicTime.now
        defer { start = now }
        return now.microseconds(since: start)
    }
}
