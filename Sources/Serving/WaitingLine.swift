/// The calls of one connection that wait to be begun, oldest first.
final class WaitingLine {
    /// Those before `firstIndex` are begun; those that were answered meanwhile are passed over.
    private var calls: [PendingCall] = []
    private var firstIndex = 0
    /// Nanoseconds that they will take.
    private(set) var waitingNanoseconds = 0
    /// Its place in the room's ring; -1 while nothing waits.
    var place = -1
    /// Nanoseconds that it may still take before the next connection's turn; below 0 it has taken more than its share.
    var credit = 0
    /// The rush in which `credit` came about.
    var rush = 0

    var isEmpty: Bool { firstIndex == calls.count }
    var count: Int { calls.count - firstIndex }

    func add(_ call: PendingCall) {
        calls.append(call)
        waitingNanoseconds += call.estimateNanoseconds
    }

    func take() -> PendingCall? {
        guard !isEmpty else { return nil }
        let call = calls[firstIndex]
        firstIndex += 1
        if isEmpty {
            calls.removeAll(keepingCapacity: firstIndex <= 64)
            firstIndex = 0
        } else if firstIndex >= 64, firstIndex * 2 >= calls.count {
            calls.removeFirst(firstIndex)
            firstIndex = 0
        }
        waitingNanoseconds -= call.estimateNanoseconds
        return call
    }
}
