internal import Eventing
internal import Ground
internal import Synchronization
internal import Vocabulary

/// What all connections of a loop share: limits, methods, counts, deadlines. Touched on the loop's thread only.
@safe final class ServerLedger: @unchecked Sendable {
    // Unchecked: a part of a server and its connections are actors pinned to one loop, and only they hold it.
    let loop: EventLoop
    let share: ServerShare
    let limits: Limits
    let table: MethodTable

    private(set) var connections: [ObjectIdentifier: any ServedConnection] = [:]
    /// Streams of connections that are over, which still send their last words.
    private(set) var endingStreams: [ObjectIdentifier: ByteStream] = [:]
    private var inFlightCount = 0
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
    var room: WaitingRoom { share.room }
    private var failures: FailureTeller?

    init(
        loop: EventLoop, share: ServerShare, limits: Limits, table: MethodTable,
        onFailure: (@Sendable (FailedCall) -> Void)? = nil
    ) {
        failures = onFailure.map { FailureTeller($0) }
        self.loop = loop
        self.share = share
        self.limits = limits
        self.table = table
        deadlines = DeadlineClock(loop: loop)
        callCountCount = table.entries.count * Self.statusCount
        unsafe callCounts = UnsafeMutablePointer<UInt64>.allocate(capacity: callCountCount)
        unsafe callCounts.initialize(repeating: 0, count: callCountCount)
        unsafe counters.initialize(to: ServerCounters())
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
        max(0, limits.bufferedRequestByteCountMax - share.requestByteCount.load(ordering: .relaxed))
    }

    /// Counts bytes of requests that came, or went.
    func countRequestBytes(_ change: Int) {
        guard change != 0 else { return }
        unsafe counters.pointee.bufferedRequestByteCount += change
        share.requestByteCount.add(change, ordering: .relaxed)
    }

    /// Counts a call that began, or whose work is over.
    func countInFlight(_ change: Int) {
        inFlightCount += change
        share.inFlightCount.add(change, ordering: .relaxed)
    }

    /// Why a call with a request of `byteCount` bytes is not begun; nil when there is room for it.
    ///
    /// - Parameter inFlightCount: calls in flight on its connection.
    /// - Parameter ownByteCount: bytes of it that are counted among the buffered ones already.
    func refusal(ofCallWith byteCount: Int, inFlightCount: Int, ownByteCount: Int) -> CallFailure? {
        if inFlightCount >= limits.inFlightCountMax {
            Status.tooManyCalls(limit: limits.inFlightCountMax)
        } else if share.inFlightCount.load(ordering: .relaxed) >= limits.inFlightTotalCountMax {
            Status.serverBusy(limit: limits.inFlightTotalCountMax)
        } else if let shortage = replyShortage {
            shortage
        } else if byteCount > requestByteBudget + ownByteCount {
            Status.requestsTooLarge(byteCount: byteCount, limit: limits.bufferedRequestByteCountMax)
        } else {
            nil
        }
    }

    /// Why no more calls are begun that make replies; nil while there is memory for them. Each loop has an equal part
    /// of it.
    var replyShortage: CallFailure? {
        let limit = limits.bufferedReplyTotalByteCountMax / share.loopCount
        guard loop.pendingByteCount + heldReplyByteCount > limit else { return nil }
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
        share.add(self)
        let pulse = ServerPulse(ledger: self, milliseconds: limits.replyTimeoutMilliseconds / 4)
        self.pulse = pulse
        deadlines.watch(pulse)
    }

    /// Connections that one look for idle ones ends at most, and how long after it there is no other.
    private static let displacedCountMax = 64
    private static let displacingMicroseconds: UInt64 = 100_000

    /// Takes a place for one connection more, which `remove` gives back; false when there are as many as may be. Ends
    /// those that are idle the longest if need be: of this loop first; if it has none, of the others, for the next
    /// client.
    func makeRoom() -> Bool {
        let limit = limits.connectionCountMax
        if share.takePlace(limit: limit) { return true }
        displaceIdle()
        if share.takePlace(limit: limit) { return true }
        share.askForRoom(on: loop)
        return false
    }

    /// Ends connections of this loop that are idle the longest, now and then.
    func displaceIdle() {
        let now = MonotonicTime.now
        guard now.microseconds(since: madeRoomAt) >= Self.displacingMicroseconds else { return }
        madeRoomAt = now
        let patience = UInt64(limits.idleTimeoutMilliseconds) * 1_000
        let idle = connections.values.compactMap { connection in connection.idleSince.map { (connection, $0) } }
            .filter { now.microseconds(since: $0.1) >= patience }
            .sorted { $0.1 < $1.1 }
        for (connection, _) in idle.prefix(Self.displacedCountMax) {
            unsafe counters.pointee.connectionDisplacedCount += 1
            connection.giveUp(Status.displaced)
        }
    }

    func count(_ methodIndex: Int, _ status: StatusCode) {
        let index = methodIndex * Self.statusCount + Int(status.rawValue)
        precondition(0 <= index && index < callCountCount)
        unsafe callCounts[index] &+= 1
    }

    func add(_ connection: any ServedConnection) {
        connections[ObjectIdentifier(connection)] = connection
    }

    /// Has `successor` take the place of `connection`.
    func replace(_ connection: any ServedConnection, by successor: any ServedConnection) {
        connections[ObjectIdentifier(connection)] = nil
        add(successor)
    }

    func remove(_ connection: any ServedConnection) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        share.connectionCount.subtract(1, ordering: .relaxed)
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
        share.remove(self)
        deadlines.close()
        onIdle = nil
    }
}
