/// How a phase goes, while it does.
public struct LoadProgress: Sendable {
    public var elapsedSeconds = 0.0
    public var seconds = 0.0
    /// Calls under way or waiting for a connection.
    public var inFlightCount = 0
    /// The last whole second; the running one while there is none.
    public var latest = LoadInterval()
    /// Calls so far by how they ended, in the order of `LoadOutcome`.
    public var counts = [UInt64](repeating: 0, count: LoadOutcome.allCases.count)
    public var recall: Double?

    public init() {}

    public subscript(outcome: LoadOutcome) -> UInt64 { counts[outcome.rawValue] }

    /// Adds what another engine, or process, sees of the same phase.
    public mutating func add(_ other: LoadProgress) {
        elapsedSeconds = max(elapsedSeconds, other.elapsedSeconds)
        seconds = max(seconds, other.seconds)
        inFlightCount += other.inFlightCount
        latest.add(other.latest)
        for place in counts.indices { counts[place] += other.counts[place] }
        recall = recall ?? other.recall
    }
}
