internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary

/// The part of a client that lives on the loop: connections, calls in flight, calls that wait for a connection.
actor ClientCore {
    nonisolated let loop: EventLoop
    nonisolated let address: SocketAddress
    private let limits: Limits
    private let deadlines: DeadlineClock
    /// The connection that new calls take; it may not be open yet.
    private var current: Link?
    /// All connections, those that say goodbye included.
    private var links: [Int: Link] = [:]
    private var lastNumber = 0
    /// Calls that were not sent yet, oldest first.
    private var waiting: [OutgoingCall] = []
    private var isConnecting = false
    private var isClosed = false
    private var backoffMilliseconds = 0
    private var nextAttempt = MonotonicTime(nanoseconds: 0)
    private var timer: LoopTimer?

    private static let backoffMillisecondsMin = 10
    private static let backoffMillisecondsMax = 1_000

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(loop: EventLoop, address: SocketAddress, limits: Limits) {
        self.loop = loop
        self.address = address
        self.limits = limits
        deadlines = DeadlineClock(loop: loop)
    }

    // MARK: From the caller's thread

    /// Sends `call` as soon as there is a connection. It ends exactly once.
    nonisolated func start(_ call: OutgoingCall) {
        let isPosted = loop.post { [self] in assumeIsolated { $0.begin(call) } }
        if !isPosted { call.end(.failure(Self.closed)) }
    }

    /// Ends `call` and tells the server not to bother.
    nonisolated func cancel(_ call: OutgoingCall) {
        loop.post { [self] in
            assumeIsolated { core in
                call.isCancelled = true
                // One that has not begun sees the mark when it does.
                if call.hasBegun { core.abandon(call, Self.cancelled) }
            }
        }
    }

    nonisolated func expire(_ call: OutgoingCall) {
        assumeIsolated { $0.abandon(call, $0.late) }
    }

    /// Ends all calls and connections. New calls fail.
    nonisolated func close() {
        loop.post { [self] in assumeIsolated { $0.closeAll() } }
    }

    private var late: CallFailure {
        CallFailure(.deadlineExceeded, "deadline_passed", "\(address) did not answer within the timeout")
    }

    private static let cancelled = CallFailure(.cancelled, "cancelled", "the call was cancelled")
    private static let closed = CallFailure(.unavailable, "client_closed", "the client was closed")

    // MARK: Calls

    private func begin(_ call: OutgoingCall) {
        if isClosed { return call.end(.failure(Self.closed)) }
        if call.isCancelled { return call.end(.failure(Self.cancelled)) }
        call.hasBegun = true
        deadlines.watch(call)
        waiting.append(call)
        pump()
    }

    /// Sends what waits, as far as the server lets us; connects when there is no connection.
    private func pump() {
        guard !waiting.isEmpty else { return }
        guard let link = current, link.farewell == nil else {
            current = nil
            return connectSoon()
        }
        var sentCount = 0
        while sentCount < waiting.count, link.hasRoom {
            send(waiting[sentCount], over: link)
            sentCount += 1
        }
        waiting.removeFirst(sentCount)
    }

    private func send(_ call: OutgoingCall, over link: Link) {
        let byteCount = call.frame.count - FrameHeader.byteCount
        let limit = Int(link.session.peer!.frameByteCountMax)
        if byteCount > limit {
            return finish(
                call,
                .failure(
                    CallFailure(
                        .resourceExhausted, "request_too_large",
                        "the request has \(byteCount) bytes and \(address) accepts \(limit)", limit: Int64(limit),
                        value: Int64(byteCount))))
        }
        var timeout: UInt32 = 0
        if call.deadline < .never {
            timeout = UInt32(clamping: call.deadline.microseconds(since: .now))
            // It was not sent: there is nothing to abandon, and `pump` takes it out of those that wait.
            if timeout == 0 { return finish(call, .failure(late)) }
        }
        call.stream = link.freeStream()
        link.inFlight[call.stream] = call
        let header = FrameHeader(
            .request, bodyByteCount: byteCount, code: call.method, stream: call.stream, value: timeout)
        unsafe header.store(to: call.frame.mutableBytes.baseAddress!)
        if call.frame.count > 16 << 10 {
            link.stream.append(call.frame)
        } else {
            unsafe link.stream.output.append(call.frame.bytes)
        }
    }

    private func finish(_ call: OutgoingCall, _ result: Result<Reply, CallFailure>) {
        deadlines.unwatch(call)
        call.end(result)
    }

    /// Ends `call` without its answer.
    private func abandon(_ call: OutgoingCall, _ failure: CallFailure) {
        guard !call.isOver else { return }
        if let link = links.values.first(where: { $0.inFlight[call.stream] === call }) {
            link.inFlight[call.stream] = nil
            FrameHeader(.cancel, stream: call.stream).write(to: link.stream.output)
        } else if let index = waiting.firstIndex(where: { $0 === call }) {
            waiting.remove(at: index)
        }
        finish(call, .failure(failure))
        pump()
    }

    private func failWaiting(_ failure: CallFailure) {
        let failed = waiting
        waiting = []
        for call in failed { finish(call, .failure(failure)) }
    }

    // MARK: Connections

    private func connectSoon() {
        guard !isConnecting, timer == nil else { return }
        let now = MonotonicTime.now
        if nextAttempt <= now { return connect() }
        timer = try? LoopTimer(loop: loop) { [self] in assumeIsolated { $0.connectLater() } }
        timer?.start(afterMilliseconds: Int(nextAttempt.microseconds(since: now) / 1_000) + 1)
    }

    private func connectLater() {
        timer?.close()
        timer = nil
        if !waiting.isEmpty { connect() }
    }

    private func connect() {
        isConnecting = true
        ByteStream.connect(to: address, on: loop) { [self] result in
            assumeIsolated { $0.connected(result) }
        }
    }

    private func connected(_ result: Result<ByteStream, LoopError>) {
        isConnecting = false
        switch result {
        case .failure(let error):
            backOff()
            failWaiting(CallFailure(.unavailable, "connect_failed", "\(error)"))
        case .success(let stream):
            guard !isClosed else { return stream.close() }
            lastNumber += 1
            let link = Link(
                number: lastNumber, stream: stream, receiver: LinkReceiver(core: self, number: lastNumber),
                frameByteCountMax: limits.frameByteCountMax)
            links[lastNumber] = link
            current = link
            Preface(frameByteCountMax: UInt32(clamping: limits.frameByteCountMax), inFlightCountMax: 0)
                .write(to: stream.output)
            stream.start(receiver: link.receiver)
        }
    }

    private func backOff() {
        backoffMilliseconds = min(
            max(backoffMilliseconds * 2, Self.backoffMillisecondsMin), Self.backoffMillisecondsMax)
        nextAttempt = .now.advanced(microseconds: UInt64(backoffMilliseconds) * 1_000)
    }

    // MARK: Bytes in

    nonisolated func received(_ bytes: UnsafeRawBufferPointer, link number: Int) {
        // Used before this call returns; the closure only looks as if it might escape.
        nonisolated(unsafe) let bytes = unsafe bytes
        assumeIsolated { unsafe $0.read(bytes, number) }
    }

    private func read(_ bytes: UnsafeRawBufferPointer, _ number: Int) {
        guard let link = links[number] else { return }
        var input = unsafe bytes
        while links[number] != nil, let action = unsafe link.session.next(&input) {
            unsafe perform(action, on: link)
        }
        pump()
    }

    private func perform(_ action: SessionAction, on link: Link) {
        switch unsafe action {
        case .opened:
            backoffMilliseconds = 0
        case .response(let header, let body):
            unsafe answered(header, body, on: link)
        case .ping(let body):
            unsafe link.ping(body)
        case .goAway(let header, let body):
            link.farewell = unsafe failure(of: header, body)
            if link === current { current = nil }
            if link.inFlight.isEmpty { drop(link) }
        case .failed(let error):
            link.farewell = CallFailure(.internal, "protocol_broken", "\(address) broke the protocol: \(error)")
            drop(link)
        case .item, .itemSkipped, .end, .credit, .pong, .request, .requestSkipped, .requestMalformed, .cancel, .http2:
            break
        }
    }

    private func answered(_ header: FrameHeader, _ body: UnsafeRawBufferPointer, on link: Link) {
        // A call that was cancelled is answered all the same.
        guard let call = link.inFlight.removeValue(forKey: header.stream) else { return }
        if header.code == 0 {
            let bytes: ByteBuffer
            if header.flags == 0, let taken = link.session.takeBody() {
                bytes = taken
            } else {
                bytes = ByteBuffer(capacity: body.count)
                unsafe bytes.append(body)
            }
            finish(call, .success(Reply(bytes: bytes, serverMicroseconds: header.value)))
        } else {
            finish(call, .failure(unsafe failure(of: header, body)))
        }
        if link.farewell != nil, link.inFlight.isEmpty { drop(link) }
    }

    /// What a response or go-away with a status other than 0 tells.
    private func failure(of header: FrameHeader, _ body: UnsafeRawBufferPointer) -> CallFailure {
        let status = StatusCode(rawValue: header.code) ?? .unknown
        return unsafe CallFailure(status, detail: body)
    }

    nonisolated func ended(_ error: LoopError, link number: Int) {
        assumeIsolated { core in
            guard let link = core.links[number] else { return }
            if link.session.peer == nil { core.backOff() }
            core.drop(link, "the connection to \(core.address) was lost: \(error)")
            core.pump()
        }
    }

    /// Closes `link`; what was in flight on it fails.
    private func drop(_ link: Link, _ message: String = "") {
        links[link.number] = nil
        link.stream.close()
        let wasNeverOpen = link.session.peer == nil
        if link === current { current = nil }
        let failure = link.farewell ?? CallFailure(.unavailable, "connection_lost", message)
        let failed = link.inFlight.values
        link.inFlight = [:]
        for call in failed { finish(call, .failure(failure)) }
        if wasNeverOpen { failWaiting(failure) }
    }

    private func closeAll() {
        isClosed = true
        timer?.close()
        timer = nil
        failWaiting(Self.closed)
        for link in links.values {
            link.farewell = Self.closed
            drop(link)
        }
        deadlines.close()
    }
}
