internal import Glibc
public import Ground

/// When calls begin that nobody waits for: an open loop. The moments depend on rate and seed alone, not on how fast
/// anything is answered, so that a server that stalls is charged with every call that it kept waiting.
public struct ArrivalSchedule: Sendable {
    /// How moments are spaced.
    public enum Spacing: String, Sendable, CaseIterable {
        /// As independent callers come: gaps are exponentially distributed.
        case poisson
        /// All gaps are alike.
        case constant
    }

    /// The moment of the next call.
    public private(set) var next: MonotonicTime
    private let start: MonotonicTime
    private let spacing: Spacing
    private let gap: Double
    private var elapsed = 0.0
    private var random: SplitMix

    /// - Parameter perSecond: calls a second on average, more than 0.
    public init(from start: MonotonicTime, perSecond: Double, spacing: Spacing, seed: UInt64) {
        precondition(perSecond > 0 && perSecond.isFinite)
        self.start = start
        self.spacing = spacing
        gap = 1e9 / perSecond
        random = SplitMix(seed: seed)
        next = start
        advance()
    }

    /// Goes on to the moment after `next`.
    public mutating func advance() {
        switch spacing {
        case .constant: elapsed += gap
        case .poisson: elapsed -= gap * log(1 - Double.random(in: 0..<1, using: &random))
        }
        next = MonotonicTime(nanoseconds: start.nanoseconds + UInt64(elapsed))
    }
}
