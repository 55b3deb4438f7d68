/// What was seen of a phase.
public struct LoadSpan: Sendable {
    /// Time that something took, summed over answers that were looked at.
    public struct Stage: Sendable {
        public let name: String
        public var microsecondSum: Double

        public init(name: String, microsecondSum: Double) {
            self.name = name
            self.microsecondSum = microsecondSum
        }
    }

    public let pace: LoadPhase.Pace
    /// When it began, in microseconds since 1970.
    public let startMicroseconds: UInt64
    /// For how long calls were made to begin: the phase's time, unless it was broken off.
    public var seconds: Double
    /// By kind of call.
    public var tallies: [LoadTally]
    /// By second.
    public var intervals: [LoadInterval] = []
    /// By how much this side was behind its own schedule when it sent.
    public var lateness = LatencyHistogram()
    /// Share of one core that this side's thread used.
    public var ownLoad = 0.0
    /// Errors as the server named them, and how often.
    public var errors: [String: UInt64] = [:]
    /// Answers that were looked at; each stands for an exact search as well.
    public var lookedAtCount = 0
    public var coverageSum = 0.0
    public var coverageMin = 1.0
    public var recallSum = 0.0
    public var recallCount = 0
    /// Looked-at answers that said how long their stages took, and these.
    public var stagedCount = 0
    public var stages: [Stage] = []
    /// True when this was added up and one of the parts told of its own side rather than of the server.
    public var hadLimitedPart = false

    public init(pace: LoadPhase.Pace, startMicroseconds: UInt64, seconds: Double, kinds: [String]) {
        self.pace = pace
        self.startMicroseconds = startMicroseconds
        self.seconds = seconds
        tallies = kinds.map { LoadTally(name: $0) }
    }

    /// Calls of all kinds that ended so.
    public subscript(outcome: LoadOutcome) -> UInt64 { tallies.reduce(0) { $0 + $1[outcome] } }
    public var callCount: UInt64 { tallies.reduce(0) { $0 + $1.callCount } }
    /// Calls answered in time, a second.
    public var goodput: Double { seconds > 0 ? Double(self[.answered]) / seconds : 0 }
    /// Calls that were made to begin, a second.
    public var offered: Double { seconds > 0 ? Double(callCount) / seconds : 0 }
    /// Mean recall of the answers that were looked at.
    public var recall: Double? { recallCount == 0 ? nil : recallSum / Double(recallCount) }
    /// Mean share of the planned work that was done for the answers that were looked at.
    public var coverage: Double? { lookedAtCount == 0 ? nil : coverageSum / Double(lookedAtCount) }

    /// Durations of all kinds together.
    public var latency: LatencyHistogram {
        guard tallies.count != 1 else { return tallies[0].latency }
        var sum = LatencyHistogram()
        for tally in tallies { sum.add(tally.latency) }
        return sum
    }

    /// True when the figures, or those of a part, tell of this side rather than of the server.
    public var isLimitedByTester: Bool { hadLimitedPart || isLimitedAsWhole }

    /// True when in an open loop this side was late by more than a tenth of what the slowest hundredth took, or by a
    /// tenth of a millisecond if that is more; in a closed loop, when its thread had no time left.
    public var isLimitedAsWhole: Bool {
        if case .closed = pace { return ownLoad > 0.97 }
        return lateness.microseconds(atPercentile: 99) > max(100, 0.1 * latency.microseconds(atPercentile: 99))
    }

    mutating func count(_ reading: LoadReading) {
        lookedAtCount += 1
        coverageSum += reading.coverage
        coverageMin = min(coverageMin, reading.coverage)
        guard !reading.stages.isEmpty else { return }
        stagedCount += 1
        for (name, microseconds) in reading.stages { addStage(name, microseconds) }
    }

    private mutating func addStage(_ name: String, _ microseconds: Double) {
        if let place = stages.firstIndex(where: { $0.name == name }) {
            stages[place].microsecondSum += microseconds
        } else {
            stages.append(Stage(name: name, microsecondSum: microseconds))
        }
    }

    /// Adds what another thread, process or machine saw of the same phase.
    ///
    /// - Parameter delay: by how many seconds its phase began later than this one.
    public mutating func add(_ other: LoadSpan, delayedBySeconds delay: Int = 0) {
        hadLimitedPart = isLimitedByTester || other.isLimitedByTester
        seconds = max(seconds, Double(delay) + other.seconds)
        for tally in other.tallies {
            if let place = tallies.firstIndex(where: { $0.name == tally.name }) {
                tallies[place].add(tally)
            } else {
                tallies.append(tally)
            }
        }
        while intervals.count < delay + other.intervals.count { intervals.append(LoadInterval()) }
        for (place, interval) in other.intervals.enumerated() { intervals[delay + place].add(interval) }
        lateness.add(other.lateness)
        ownLoad = max(ownLoad, other.ownLoad)
        errors.merge(other.errors) { $0 + $1 }
        lookedAtCount += other.lookedAtCount
        coverageSum += other.coverageSum
        coverageMin = min(coverageMin, other.coverageMin)
        recallSum += other.recallSum
        recallCount += other.recallCount
        stagedCount += other.stagedCount
        for stage in other.stages { addStage(stage.name, stage.microsecondSum) }
    }
}
