/// A stretch of a load.
public struct LoadPhase: Sendable {
    /// What makes calls begin.
    public enum Pace: Sendable {
        /// A schedule: so many calls a second on average, whatever becomes of them.
        case open(perSecond: Double, spacing: ArrivalSchedule.Spacing)
        /// An answer: so many calls are always under way.
        case closed(inFlight: Int)
        /// The schedule of the engine's recording, once.
        case recorded
    }

    public var pace: Pace
    public var seconds: Double
    public var seed: UInt64
    /// By how much of a gap even arrivals come earlier, 0..<1.
    public var lead = 0.0

    public init(pace: Pace, seconds: Double, seed: UInt64 = 0) {
        precondition(seconds > 0)
        self.pace = pace
        self.seconds = seconds
        self.seed = seed
    }
}
