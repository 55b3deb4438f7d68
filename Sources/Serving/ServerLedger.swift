internal import Eventing
internal import Vocabulary

/// What all connections of a server share: limits, methods, counts, deadlines. Touched on the loop's thread only.
final class ServerLedger: @unchecked Sendable {
    // Unchecked: a server and its connections are actors pinned to one loop, and only they hold it.
    let loop: EventLoop
    let limits: Limits
    let table: MethodTable

    var connections: [ObjectIdentifier: Connection] = [:]
    var inFlightCount = 0
    var bufferedRequestByteCount = 0
    var counters = ServerCounters()
    var isDraining = false
    /// Called once when no connection and no work is left.
    var onIdle: (() -> Void)?

    private var callCounts: [UInt64]
    let deadlines: DeadlineClock

    init(loop: EventLoop, limits: Limits, table: MethodTable) {
        self.loop = loop
        self.limits = limits
        self.table = table
        deadlines = DeadlineClock(loop: loop)
        callCounts = Array(repeating: 0, count: table.entries.count * StatusCode.allCases.count)
    }

    /// Bytes that requests may still take before they must be refused.
    var requestByteBudget: Int {
        max(0, limits.bufferedRequestByteCountMax - bufferedRequestByteCount)
    }

    func count(_ methodIndex: Int, _ status: StatusCode) {
        callCounts[methodIndex * StatusCode.allCases.count + Int(status.rawValue)] += 1
    }

    func remove(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        if isIdle { onIdle?() }
    }

    /// The work of one call is over.
    func callEnded() {
        if onIdle != nil, isIdle { onIdle?() }
    }

    var isIdle: Bool { connections.isEmpty && inFlightCount == 0 }

    var snapshot: ServerCounters {
        var snapshot = counters
        snapshot.connectionCount = connections.count
        snapshot.inFlightCount = inFlightCount
        snapshot.bufferedRequestByteCount = bufferedRequestByteCount
        for (index, entry) in table.entries.enumerated() {
            for status in StatusCode.allCases {
                let count = callCounts[index * StatusCode.allCases.count + Int(status.rawValue)]
                guard count > 0 else { continue }
                snapshot.calls.append(.init(method: entry.code, name: entry.name, status: status, count: count))
            }
        }
        snapshot.calls.sort { ($0.method, $0.status.rawValue) < ($1.method, $1.status.rawValue) }
        return snapshot
    }

    func stop() {
        deadlines.close()
        onIdle = nil
    }
}
