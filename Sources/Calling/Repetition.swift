public import Vocabulary

/// Whether and when a call that failed is made again.
public struct Repetition: Sendable {
    private let attemptCountMax: Int
    private var attempt = 1
    private var pauseMicroseconds: UInt64 = 10_000

    private static let pauseMicrosecondsMax: UInt64 = 1_000_000

    /// Failures of calls that nobody has begun: the server, if it was reached, refused them before any work.
    private static let refusals: Set<String> = [
        "connect_failed", "draining", "server_busy", "too_many_calls_in_flight", "request_memory_exhausted",
        "too_many_connections", "overloaded",
    ]

    /// - Parameter attemptCountMax: attempts in a row; at least 1.
    public init(attemptCountMax: Int) {
        self.attemptCountMax = attemptCountMax
    }

    /// Whether `failure` is one that another attempt may mend.
    private static func mayMend(_ failure: CallFailure, isIdempotent: Bool) -> Bool {
        guard failure.status == .unavailable || failure.status == .resourceExhausted else { return false }
        guard failure.reason != "client_closed" else { return false }
        if refusals.contains(failure.reason) { return true }
        // A limit that names no time stays passed however often it is tried.
        return isIdempotent && (failure.status == .unavailable || failure.retryAfterMicroseconds != nil)
    }

    /// How long to wait before another attempt; nil when there is to be none.
    ///
    /// What the server asks for, else 10 ms, doubling up to a second, and some chance in it, so that clients that
    /// failed together do not come back together.
    ///
    /// - Parameter isIdempotent: whether the call may be made twice without harm; one that may not is made again only
    ///   when nobody has begun it.
    /// - Parameter leftMicroseconds: until the deadline.
    /// - Returns: microseconds.
    public mutating func pause(
        after failure: CallFailure, isIdempotent: Bool, leftMicroseconds: UInt64
    ) -> UInt64? {
        guard attempt < attemptCountMax, Self.mayMend(failure, isIdempotent: isIdempotent) else { return nil }
        let wait: UInt64
        if let asked = failure.retryAfterMicroseconds {
            wait = asked + UInt64.random(in: 0...(asked / 8))
        } else {
            wait = UInt64.random(in: (pauseMicroseconds / 2)...pauseMicroseconds)
        }
        guard wait < leftMicroseconds else { return nil }
        attempt += 1
        pauseMicroseconds = min(pauseMicroseconds * 2, Self.pauseMicrosecondsMax)
        return wait
    }

    /// What was achieved: failures before it no longer count.
    public mutating func succeed() {
        attempt = 1
        pauseMicroseconds = 10_000
    }
}
