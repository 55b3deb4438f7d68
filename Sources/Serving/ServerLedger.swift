internal import Eventing
internal import Ground
internal import Vocabulary

/// What all connections of a server share: limits, methods, counts, deadlines. Touched on the loop's thread only.
@safe final class ServerLedger: @unchecked Sendable {
    // Unchecked: a server and its connections are actors pinned to one loop, and only they hold it.
    let loop: EventLoop
    let limits: Limits
    let table: MethodTable

    var connections: [ObjectIdentifier: any ServedConnection] = [:]
    /// Streams of connections that are over, which still send their last words.
    private(set) var endingStreams: [ObjectIdentifier: ByteStream] = [:]
    var inFlightCount = 0
    /// Behind pointers, as each frame touches them: a stored property of a class is checked for exclusive access
    /// each time, which cost a third of an empty call.
    let counters = UnsafeMutablePointer<ServerCounters>.allocate(capacity: 1)
    private let callCounts: UnsafeMutablePointer<UInt64>
    private let callCountCount: Int
    var isDraining = false
    /// Bytes of replies that wait for windows of HTTP/2.
    var heldReplyByteCount = 0
    /// Keeps the server's connections looked after; nil before it listens.
    private var pulse: ServerPulse?
    private var madeRoomAt = MonotonicTime(nanoseconds: 0)
    /// Called once when no connection and no work is left.
    var onIdle: (() -> Void)?

    let deadlines: DeadlineClock
    let room: WaitingRoom
    private var failures: FailureTeller?

    init(
        loop: EventLoop, limits: Limits, table: MethodTable, onFailure: (@Sendable (FailedCall) -> Void)? = nil
    ) {
        failures = onFailure.map { FailureTeller($0) }
        self.loop = loop
        self.limits = limits
        self.table = table
        deadlines = DeadlineClock(loop: loop)
        room = WaitingRoom(table: table, workerCount: loop.pool?.threadCount ?? 1, limits: limits)
        callCountCount = table.entries.count * Self.statusCount
        unsafe callCounts = UnsafeMutablePointer<UInt64>.allocate(capacity: callCountCount)
        unsafe callCounts.initialize(repeating: 0, count: callCountCount)
        unsafe counters.initialize(to: ServerCounters())
        room.shortage = { [unowned self] in replyShortage }
    }

    deinit {
        unsafe counters.deinitialize(count: 1)
        unsafe counters.deallocate()
        unsafe callCounts.deallocate()
    }

    /// Statuses are 0 to 16.
    private static let statusCount = 17

    /// Bytes that requests may still take before they must be refused.
    var requestByteBudget: Int {
        unsafe max(0, limits.bufferedRequestByteCountMax - counters.pointee.bufferedRequestByteCount)
    }

    /// Why a call with a request of `byteCount` bytes is not begun; nil when there is room for it.
    ///
    /// - Parameter inFlightCount: calls in flight on its connection.
    /// - Parameter ownByteCount: bytes of it that are counted among the buffered ones already.
    func refusal(ofCallWith byteCount: Int, inFlightCount: Int, ownByteCount: Int) -> CallFailure? {
        if inFlightCount >= limits.inFlightCountMax {
            Status.tooManyCalls(limit: limits.inFlightCountMax)
        } else if self.inFlightCount >= limits.inFlightTotalCountMax {
            Status.serverBusy(limit: limits.inFlightTotalCountMax)
        } else if let shortage = replyShortage {
            shortage
        } else if byteCount > requestByteBudget + ownByteCount {
            Status.requestsTooLarge(byteCount: byteCount, limit: limits.bufferedRequestByteCountMax)
        } else {
            nil
        }
    }

    /// Why no more calls are begun that make replies; nil while there is memory for them.
    var replyShortage: CallFailure? {
        guard loop.pendingByteCount + heldReplyByteCount > limits.bufferedReplyTotalByteCountMax else { return nil }
        return Status.repliesTooLarge(limit: limits.bufferedReplyTotalByteCountMax)
    }

    /// Bytes of replies that one connection may pile up before its requests are no longer looked at.
    var replyByteCountMax: Int {
        replyShortage == nil
            ? limits.bufferedReplyByteCountMax
            : min(limits.bufferedReplyByteCountMax, Limits.scarceReplyByteCountMax)
    }

    /// Looks after connections from now on.
    func startPulse() {
        guard pulse == nil else { return }
        let pulse = ServerPulse(ledger: self, milliseconds: limits.replyTimeoutMilliseconds / 4)
        self.pulse = pulse
        deadlines.watch(pulse)
    }

    /// Connections that one look for idle ones ends at most, and how long after it there is no other.
    private static let displacedCountMax = 64
    private static let displacingMicroseconds: UInt64 = 100_000

    /// Ends connections that are idle the longest, if there are as many as may be; true when there is room then.
    func makeRoom() -> Bool {
        if connections.count < limits.connectionCountMax { return true }
        let now = MonotonicTime.now
        guard now.microseconds(since: madeRoomAt) >= Self.displacingMicroseconds else { return false }
        madeRoomAt = now
        let patience = UInt64(limits.idleTimeoutMilliseconds) * 1_000
        let idle = connections.values.compactMap { connection in connection.idleSince.map { (connection, $0) } }
            .filter { now.microseconds(since: $0.1) >= patience }
            .sorted { $0.1 < $1.1 }
        for (connection, _) in idle.prefix(Self.displacedCountMax) {
            unsafe counters.pointee.connectionDisplacedCount += 1
            connection.giveUp(Status.displaced)
        }
        return connections.count < limits.connectionCountMax
    }

    func count(_ methodIndex: Int, _ status: StatusCode) {
        let index = methodIndex * Self.statusCount + Int(status.rawValue)
        precondition(0 <= index && index < callCountCount)
        unsafe callCounts[index] &+= 1
    }

    func remove(_ connection: any ServedConnection) {
        connections[ObjectIdentifier(connection)] = nil
        if isIdle { onIdle?() }
    }

    /// Ends `stream` politely. A drain waits for it; too many of them, which only a flood brings about, end at once.
    func closePolitely(_ stream: ByteStream) {
        guard endingStreams.count < limits.connectionCountMax else { return stream.close() }
        let key = ObjectIdentifier(stream)
        endingStreams[key] = stream
        stream.closePolitely { [self] in
            endingStreams[key] = nil
            if isIdle { onIdle?() }
        }
    }

    /// The work of `call` is over.
    func finish(_ call: PendingCall) {
        room.finish(call)
        if call.failure != nil { failures?.finish(call, name: table.entries[call.methodIndex].name) }
        if onIdle != nil, isIdle { onIdle?() }
    }

    var isIdle: Bool { connections.isEmpty && endingStreams.isEmpty && inFlightCount == 0 }

    var snapshot: ServerCounters {
        var snapshot = unsafe counters.pointee
        snapshot.connectionCount = connections.count
        snapshot.inFlightCount = inFlightCount
        for (index, entry) in table.entries.enumerated() {
            for status in StatusCode.allCases {
                let count = unsafe callCounts[index * Self.statusCount + Int(status.rawValue)]
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
