/// Notices that something which should move stands still. Asked now and then, by whoever knows where it is.
public struct StallWatch: Sendable {
    private var position: UInt64 = 0
    private var since: MonotonicTime?

    public init() {}

    /// True when there was something to move, and `position` was the same, for at least `microseconds`.
    ///
    /// - Parameter isWaiting: whether there is something to move now.
    /// - Parameter position: whatever changes with every step.
    public mutating func isStuck(
        isWaiting: Bool, position: UInt64, at now: MonotonicTime, forMicroseconds microseconds: UInt64
    ) -> Bool {
        guard isWaiting else {
            since = nil
            return false
        }
        guard let since, self.position == position else {
            self.since = now
            self.position = position
            return false
        }
        return now.microseconds(since: since) >= microseconds
    }
}
