/// One second of a phase, by when its calls were scheduled.
public struct LoadInterval: Sendable {
    /// Calls by how they ended, in the order of `LoadOutcome`.
    public var counts = [UInt64](repeating: 0, count: LoadOutcome.allCases.count)
    /// Durations of those that were answered.
    public var latency = LatencyHistogram(.coarse)
    /// Recall of the answers that were looked at, and how many these were.
    public var recallSum = 0.0
    public var recallCount = 0

    public init() {}

    public subscript(outcome: LoadOutcome) -> UInt64 { counts[outcome.rawValue] }
    public var callCount: UInt64 { counts.reduce(0, +) }
    public var recall: Double? { recallCount == 0 ? nil : recallSum / Double(recallCount) }

    mutating func add(_ other: LoadInterval) {
        for place in counts.indices { counts[place] += other.counts[place] }
        latency.add(other.latency)
        recallSum += other.recallSum
        recallCount += other.recallCount
    }
}
