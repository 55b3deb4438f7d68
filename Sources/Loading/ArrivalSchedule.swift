internal import Glibc
public import Ground

/// When calls begin that nobody waits for: an open loop. The moments depend on rate and seed alone, or on a recording,
/// not on how fast anything is answered, so that a server that stalls is charged with every call that it kept waiting.
public struct ArrivalSchedule: Sendable {
    /// How moments are spaced.
    public enum Spacing: String, Sendable, CaseIterable {
        /// As independent callers come: gaps are exponentially distributed.
        case poisson
        /// All gaps are alike.
        case constant
    }

    private enum Course {
        case spaced(Spacing, gap: Double)
        /// Nanoseconds after the start, and the place of the one after `next`.
        case recorded([UInt64], place: Int)
    }

    /// The moment of the next call; never when a recording is over.
    public private(set) var next: MonotonicTime
    private let start: MonotonicTime
    private var course: Course
    private var elapsed = 0.0
    private var random: SplitMix

    /// - Parameter perSecond: calls a second on average, more than 0.
    /// - Parameter lead: by how much of a gap even arrivals come earlier, 0..<1.
    public init(from start: MonotonicTime, perSecond: Double, spacing: Spacing, seed: UInt64, lead: Double = 0) {
        precondition(perSecond > 0 && perSecond.isFinite && (0..<1).contains(lead))
        self.start = start
        course = .spaced(spacing, gap: 1e9 / perSecond)
        random = SplitMix(seed: seed)
        next = start
        if spacing == .constant { elapsed = -lead * 1e9 / perSecond }
        advance()
    }

    /// The moments of `recording`, once.
    public init(from start: MonotonicTime, recording: LoadRecording) {
        self.start = start
        course = .recorded(recording.calls.map(\.nanoseconds), place: 0)
        random = SplitMix(seed: 0)
        next = start
        advance()
    }

    /// Goes on to the moment after `next`.
    public mutating func advance() {
        switch course {
        case .spaced(.constant, let gap): elapsed += gap
        case .spaced(.poisson, let gap): elapsed -= gap * log(1 - Double.random(in: 0..<1, using: &random))
        case .recorded(let moments, let place):
            course = .recorded(moments, place: place + 1)
            next = place < moments.count ? MonotonicTime(nanoseconds: start.nanoseconds + moments[place]) : .never
            return
        }
        next = MonotonicTime(nanoseconds: start.nanoseconds + UInt64(elapsed))
    }
}
