internal import Ground

/// All deadlines of one loop, or of one part of it, on a single coarse timer. Used on the loop's thread only.
public final class DeadlineClock: @unchecked Sendable {
    // Unchecked: confined to the loop, as its timer asserts.
    private let loop: EventLoop
    private var heap = DeadlineHeap()
    private var timer: LoopTimer?
    private var armedFor = MonotonicTime.never

    /// How coarse deadlines are: the timer is never started for less.
    public static let tickMilliseconds = 5

    public init(loop: EventLoop) {
        self.loop = loop
    }

    /// What waits.
    public var count: Int { heap.count }

    /// Has `entry` expire at its deadline or up to a tick later; never when that is `.never`.
    public func watch(_ entry: any Expiring) {
        guard entry.deadline < .never else { return }
        heap.insert(entry)
        arm()
    }

    /// Forgets `entry`; does nothing when it is not waiting.
    public func unwatch(_ entry: any Expiring) {
        heap.remove(entry)
    }

    private func arm() {
        // Most deadlines are later than one that is waited for already, and cost no timer call.
        guard let nearest = heap.nearest, nearest < armedFor else { return }
        if timer == nil {
            timer = try? LoopTimer(loop: loop) { [weak self] in self?.expire() }
        }
        let wait = Int(clamping: nearest.microseconds(since: .now) / 1_000) + 1
        timer?.start(afterMilliseconds: max(Self.tickMilliseconds, wait))
        armedFor = nearest
    }

    private func expire() {
        armedFor = .never
        let now = MonotonicTime.now
        while let entry = heap.popExpired(at: now) { entry.expire() }
        arm()
    }

    /// Gives the timer back. What still waits never expires.
    public func close() {
        timer?.close()
        timer = nil
    }
}
