internal import Eventing
internal import Ground
internal import Synchronization
internal import Vocabulary

/// What the loops of a server share: how much may still come in, and where calls wait.
final class ServerShare: Sendable {
    let loopCount: Int
    let room: WaitingRoom
    let connectionCount = Atomic<Int>(0)
    let inFlightCount = Atomic<Int>(0)
    /// Bytes of requests that are in memory.
    let requestByteCount = Atomic<Int>(0)
    /// Of all loops that serve.
    private let ledgers = Guarded<[ServerLedger]>([])

    init(loops: [EventLoop], limits: Limits, table: MethodTable) {
        loopCount = loops.count
        room = WaitingRoom(
            table: table, workerCount: loops[0].pool?.threadCount ?? 1, loopCount: loops.count, limits: limits)
    }

    func add(_ ledger: ServerLedger) {
        ledgers.withLock { $0.append(ledger) }
    }

    func remove(_ ledger: ServerLedger) {
        ledgers.withLock { ledgers in ledgers.removeAll { $0 === ledger } }
    }

    /// Has the other loops end connections that are idle, for the next client that comes to this one.
    func askForRoom(on loop: EventLoop) {
        for ledger in ledgers.withLock({ $0 }) where ledger.loop !== loop {
            ledger.loop.post { ledger.displaceIdle() }
        }
    }

    /// Takes a place for one connection more, if there are fewer than `limit`.
    func takePlace(limit: Int) -> Bool {
        if connectionCount.add(1, ordering: .relaxed).newValue <= limit { return true }
        connectionCount.subtract(1, ordering: .relaxed)
        return false
    }
}
