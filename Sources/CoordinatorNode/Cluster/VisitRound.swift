/// Visits of several replicas, of which somebody wants to know when they are over. On the loop.
final class VisitRound {
    private var done: (@Sendable () -> Void)?
    /// One for who starts the visits.
    private var missingCount = 1

    init(_ done: @escaping @Sendable () -> Void) {
        self.done = done
    }

    var isOver: Bool { done == nil }

    /// One more visit is to come.
    func expect() {
        missingCount += 1
    }

    /// A visit is over, or all were started.
    func arrive() {
        missingCount -= 1
        if missingCount == 0 { giveUp() }
    }

    /// Tells who waits, if nobody has.
    func giveUp() {
        let done = done
        self.done = nil
        done?()
    }
}
