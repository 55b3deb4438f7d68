/// What became of the calls of one kind.
public struct LoadTally: Sendable {
    public let name: String
    /// Calls by how they ended, in the order of `LoadOutcome`.
    public var counts = [UInt64](repeating: 0, count: LoadOutcome.allCases.count)
    /// From when a call was scheduled to its answer, of those that were answered.
    public var latency = LatencyHistogram()
    /// The time that the server says it took, of those that were answered.
    public var serverTime = LatencyHistogram()

    public init(name: String) {
        self.name = name
    }

    public subscript(outcome: LoadOutcome) -> UInt64 { counts[outcome.rawValue] }
    public var callCount: UInt64 { counts.reduce(0, +) }

    mutating func add(_ other: LoadTally) {
        for place in counts.indices { counts[place] += other.counts[place] }
        latency.add(other.latency)
        serverTime.add(other.serverTime)
    }
}
