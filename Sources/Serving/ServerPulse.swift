internal import Eventing
internal import Ground

/// Has all connections of a server look now and then whether their clients still take what they asked for.
final class ServerPulse: Expiring {
    private(set) var deadline: MonotonicTime
    var heapIndex = -1
    private weak var ledger: ServerLedger?
    private let microseconds: UInt64

    init(ledger: ServerLedger, milliseconds: Int) {
        self.ledger = ledger
        microseconds = UInt64(max(1, milliseconds)) * 1_000
        deadline = .now.advanced(microseconds: microseconds)
    }

    func expire() {
        guard let ledger else { return }
        let now = MonotonicTime.now
        for connection in ledger.connections.values { connection.look(at: now) }
        // Out of the heap by now, so that the deadline may change.
        deadline = now.advanced(microseconds: microseconds)
        ledger.deadlines.watch(self)
    }
}
