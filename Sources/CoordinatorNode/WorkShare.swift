internal import Ground

/// Divides the time of one thread among the searches that it answers together: each that ends takes its part of what
/// has passed and was not taken.
struct WorkShare {
    private var takenUntil = MonotonicTime.now
    /// Searches that have not ended.
    private var count: Int

    init(count: Int) {
        self.count = count
    }

    /// Nanoseconds of the search that ends now.
    mutating func next() -> Int {
        let passed = Int(clamping: MonotonicTime.now.nanoseconds - takenUntil.nanoseconds)
        let part = passed / max(count, 1)
        takenUntil.nanoseconds += UInt64(part)
        count -= 1
        return part
    }
}
