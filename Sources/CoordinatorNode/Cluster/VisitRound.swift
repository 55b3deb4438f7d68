internal import Eventing

/// Visits of several replicas, of which somebody wants to know when they are over. On the loop.
final class VisitRound {
    private var done: (@Sendable () -> Void)?
    private var timer: LoopTimer?
    /// One for who starts the visits.
    private var missingCount = 1

    init(_ done: @escaping @Sendable () -> Void) {
        self.done = done
    }

    /// Tells who waits after a while, whoever is still to come.
    func limit(milliseconds: Int, on loop: EventLoop) {
        guard done != nil else { return }
        // The round lives until its timer is closed, which its end does.
        nonisolated(unsafe) let round = self
        timer = try? LoopTimer(loop: loop) { unsafe round.giveUp() }
        timer?.start(afterMilliseconds: milliseconds)
    }

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
        timer?.close()
        timer = nil
        done?()
    }
}
