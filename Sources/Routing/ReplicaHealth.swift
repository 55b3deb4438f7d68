internal import Ground

/// What a router knows of a replica.
struct ReplicaHealth: Sendable {
    /// False while its owner says that it must not be asked.
    var isUsable = true
    /// Attempts that have not ended.
    var inFlightCount = 0
    /// Mean of recent latencies, in microseconds; 0 before any.
    private(set) var latencyMean = 0.0
    /// When the mean was changed last.
    private var measuredAt = MonotonicTime(nanoseconds: 0)
    /// When something was heard of it last, or when it was asked first after having nothing to answer.
    var lastSign = MonotonicTime(nanoseconds: 0)
    /// True once it was asked whether it is there, since its last sign.
    var isProbed = false
    /// True from a long silence to its next sign.
    var isStalled = false
    /// Failures since it answered last.
    var failureCount = 0
    /// How often it was left out since it answered last.
    var ejectionCount = 0
    var ejectedUntil = MonotonicTime(nanoseconds: 0)
    /// When it came back from being stalled, left out, or not to be asked.
    var returnedAt = MonotonicTime(nanoseconds: 0)

    /// Weight of the newest latency in the mean.
    private static let newest = 0.1

    /// Microseconds in which half of what a replica's latency has over the quickest is forgotten: who was slow is tried
    /// again.
    private static let halfLife = 500_000.0

    mutating func add(latencyMicroseconds: UInt64, _ now: MonotonicTime) {
        let latency = Double(latencyMicroseconds)
        measuredAt = now
        latencyMean = latencyMean == 0 ? latency : latencyMean + Self.newest * (latency - latencyMean)
    }

    func isOffered(_ now: MonotonicTime) -> Bool { isUsable && !isStalled && now >= ejectedUntil }

    /// A call took at least so long when it was no longer waited for.
    mutating func addAtLeast(latencyMicroseconds: UInt64, _ now: MonotonicTime) {
        if Double(latencyMicroseconds) > latencyMean { add(latencyMicroseconds: latencyMicroseconds, now) }
    }

    /// What another call there costs, for comparison; more for one that has just come back.
    ///
    /// - Parameter quickest: mean latency of the quickest, in microseconds: one of which nothing is known, or nothing
    ///   new, is taken for as quick, and not for quicker, or all would be sent there.
    func cost(_ now: MonotonicTime, quickest: Double, _ options: RouterOptions) -> Double {
        let passed = Double(now.microseconds(since: returnedAt))
        let age = Double(now.microseconds(since: measuredAt)) / Self.halfLife
        let latency = quickest + max(latencyMean - quickest, 0) / (1 + age * age)
        let progress = min(passed / Double(max(options.returnMicroseconds, 1)), 1)
        return Double(inFlightCount + 1) * max(latency, 1) * (1 + 9 * (1 - progress))
    }
}
