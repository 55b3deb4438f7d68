internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary

/// The part of a client that lives on the loop: connections, calls in flight, calls that wait for a connection.
actor ClientCore {
    nonisolated let loop: EventLoop
    nonisolated let address: SocketAddress
    private let limits: Limits
    private let options: ClientOptions
    private let deadlines: DeadlineClock
    /// All connections, those that say goodbye included.
    private var links: [Int: Link] = [:]
    /// Those that take new calls, or will once the server's preface has come.
    private var takers: [Link] = []
    private var lastNumber = 0
    /// Calls that were not sent yet, oldest first, from `waitingIndex` on; some may be over.
    private var waiting: [OutgoingCall] = []
    private var waitingIndex = 0
    private var isConnecting = false
    private var isClosed = false
    private var backoffMicroseconds: UInt64 = 0
    private var nextAttempt = MonotonicTime(nanoseconds: 0)
    private var timer: LoopTimer?

    private static let backoffMicrosecondsMin: UInt64 = 10_000
    private static let backoffMicrosecondsMax: UInt64 = 1_000_000
    /// How often a call that was not begun goes over yet another connection.
    private static let moveCountMax = 3

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(loop: EventLoop, address: SocketAddress, limits: Limits, options: ClientOptions) {
        self.loop = loop
        self.address = address
        self.limits = limits
        self.options = options
        deadlines = DeadlineClock(loop: loop)
    }

    // MARK: From the caller's thread

    /// Sends `call` as soon as there is a connection. It ends exactly once.
    nonisolated func start(_ call: OutgoingCall) {
        if !loop.post(call) { call.end(.failure(Self.closed)) }
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

    /// Ends all calls and connections. New calls fail.
    nonisolated func close() {
        loop.post { [self] in assumeIsolated { $0.closeAll() } }
    }

    // MARK: From calls and connections, on the loop

    nonisolated func begin(_ call: OutgoingCall) {
        assumeIsolated { $0.add(call) }
    }

    nonisolated func end(_ call: OutgoingCall, _ failure: CallFailure) {
        assumeIsolated { $0.abandon(call, failure) }
    }

    nonisolated func expire(_ call: OutgoingCall) {
        assumeIsolated { $0.abandon(call, $0.late) }
    }

    /// The server of `link` has not sent its preface in time.
    nonisolated func expire(_ link: Link) {
        // Links stay on the loop; the closure only looks as if it might take this one elsewhere.
        nonisolated(unsafe) let link = link
        assumeIsolated { core in
            let limit = core.limits.prefaceTimeoutMilliseconds
            unsafe link.farewell = CallFailure(
                .unavailable, "preface_timeout", "\(core.address) said nothing within \(limit) ms", limit: Int64(limit))
            unsafe core.drop(link)
            core.pump()
        }
    }

    /// Why `frame` cannot go over `link`; nil when it can.
    nonisolated func tooLarge(_ frame: ByteBuffer, for link: Link) -> CallFailure? {
        let byteCount = frame.count - FrameHeader.byteCount
        let limit = Int(link.session.peer!.frameByteCountMax)
        guard byteCount > limit else { return nil }
        return CallFailure(
            .resourceExhausted, "request_too_large",
            "the request has \(byteCount) bytes and \(address) accepts \(limit)", limit: Int64(limit),
            value: Int64(byteCount))
    }

    private var late: CallFailure {
        CallFailure(.deadlineExceeded, "deadline_passed", "\(address) did not answer within the timeout")
    }

    private static let cancelled = CallFailure(.cancelled, "cancelled", "the call was cancelled")
    private static let closed = CallFailure(.unavailable, "client_closed", "the client was closed")

    // MARK: Calls

    private func add(_ call: OutgoingCall) {
        call.hasBegun = true
        if isClosed { return finish(call, .failure(Self.closed)) }
        if call.isCancelled { return finish(call, .failure(Self.cancelled)) }
        deadlines.watch(call)
        waiting.append(call)
        pump()
    }

    /// Sends what waits, as far as the server lets us; connects where connections are too few.
    private func pump() {
        while waitingIndex < waiting.count {
            let call = waiting[waitingIndex]
            if call.isOver {
                waitingIndex += 1
                continue
            }
            guard let link = freest(), link.hasRoom else { break }
            waitingIndex += 1
            send(call, over: link)
        }
        if waitingIndex == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            waitingIndex = 0
        } else if waitingIndex >= 1_024 {
            waiting.removeFirst(waitingIndex)
            waitingIndex = 0
        }
        if needsConnection { connectSoon() }
    }

    /// The connection with the fewest calls in flight among those that are open.
    private func freest() -> Link? {
        var best: Link?
        for link in takers where !link.isOpening {
            if let found = best, found.callCount <= link.callCount { continue }
            best = link
        }
        return best
    }

    private var needsConnection: Bool {
        guard !isConnecting, takers.count < options.connectionCountMax else { return false }
        if takers.isEmpty { return !waiting.isEmpty }
        return takers.allSatisfy {
            !$0.isOpening && ($0.callCount >= options.callCountPerConnection || !$0.hasRoom)
        }
    }

    private func send(_ call: OutgoingCall, over link: Link) {
        if let failure = tooLarge(call.frame, for: link) { return finish(call, .failure(failure)) }
        var timeout: UInt32 = 0
        if call.deadline < .never {
            timeout = UInt32(clamping: call.deadline.microseconds(since: .now))
            if timeout == 0 { return finish(call, .failure(late)) }
        }
        call.stream = link.freeStream()
        call.link = link
        link.inFlight[call.stream] = call
        let flags = unsafe FrameHeader(at: UnsafeRawPointer(call.frame.mutableBytes.baseAddress!)).flags
        let header = FrameHeader(
            .request, bodyByteCount: call.frame.count - FrameHeader.byteCount, flags: flags, code: call.method,
            stream: call.stream, value: timeout)
        unsafe header.store(to: call.frame.mutableBytes.baseAddress!)
        link.send(call.frame)
        call.sendMore()
    }

    private func finish(_ call: OutgoingCall, _ result: Result<Reply, CallFailure>) {
        guard !call.isOver else { return }
        call.isOver = true
        call.link = nil
        deadlines.unwatch(call)
        call.end(result)
    }

    /// Ends `call` without its answer.
    private func abandon(_ call: OutgoingCall, _ failure: CallFailure) {
        guard !call.isOver else { return }
        if let link = call.link {
            link.inFlight[call.stream] = nil
            link.abandoned.insert(call.stream)
            FrameHeader(.cancel, stream: call.stream).write(to: link.stream.output)
            finish(call, .failure(failure))
            dropIfDone(link)
        } else {
            // `pump` takes it out of those that wait.
            finish(call, .failure(failure))
        }
        pump()
    }

    private func failWaiting(_ failure: CallFailure) {
        let failed = waiting[waitingIndex...]
        waiting = []
        waitingIndex = 0
        for call in failed { finish(call, .failure(failure)) }
    }

    /// Has `call`, which nobody has begun, go over another connection; false when it has to end instead.
    private func move(_ call: OutgoingCall) -> Bool {
        guard call.isWhole, call.moveCount < Self.moveCountMax, !isClosed, !call.isOver else { return false }
        call.moveCount += 1
        call.link = nil
        waiting.append(call)
        return true
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
        pump()
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
            if takers.isEmpty { failWaiting(CallFailure(.unavailable, "connect_failed", "\(error)")) }
        case .success(let stream):
            guard !isClosed else { return stream.close() }
            lastNumber += 1
            let link = Link(number: lastNumber, stream: stream, core: self, limits: limits)
            links[lastNumber] = link
            takers.append(link)
            deadlines.watch(link)
            Preface(frameByteCountMax: UInt32(clamping: limits.frameByteCountMax), inFlightCountMax: 0)
                .write(to: stream.output)
            stream.start(receiver: link.receiver)
        }
    }

    /// Sets when the next attempt may be: later after each failure, and by some chance, so that not all clients of a
    /// server that came back come back to it at once.
    private func backOff() {
        backoffMicroseconds = min(
            max(backoffMicroseconds * 2, Self.backoffMicrosecondsMin), Self.backoffMicrosecondsMax)
        let wait = UInt64.random(in: (backoffMicroseconds / 2)...backoffMicroseconds)
        nextAttempt = .now.advanced(microseconds: wait)
    }

    /// `link` takes no new calls.
    private func retire(_ link: Link, _ farewell: CallFailure) {
        link.farewell = farewell
        takers.removeAll { $0 === link }
    }

    private func dropIfDone(_ link: Link) {
        if link.farewell != nil, link.inFlight.isEmpty, links[link.number] != nil { drop(link) }
    }

    /// Closes `link`; what was in flight on it fails, or goes over another one if it was not begun.
    private func drop(_ link: Link, _ message: String = "") {
        links[link.number] = nil
        link.stream.close()
        deadlines.unwatch(link)
        takers.removeAll { $0 === link }
        var failure = link.farewell ?? CallFailure(.unavailable, "connection_lost", message)
        if failure.reason == "draining" {
            // What was said of new calls does not hold for those that were begun.
            failure = CallFailure(.unavailable, "connection_lost", "\(address) was stopped")
        }
        let failed = link.inFlight.values
        link.inFlight = [:]
        for call in failed where !(link.hasIgnored(call) && move(call)) { finish(call, .failure(failure)) }
        guard !link.hasAnswered else { return }
        // A server that takes connections and answers nothing is as good as none.
        backOff()
        if takers.isEmpty, !isConnecting { failWaiting(link.farewell ?? failure) }
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
            deadlines.unwatch(link)
        case .response(let header, let body):
            unsafe answered(header, body, on: link)
        case .item(let stream, let body):
            guard let call = link.inFlight[stream] else { break }
            if let failure = unsafe call.receive(Self.kept(body, link)) { abandon(call, failure) }
        case .credit(let stream, let byteCount):
            guard let call = link.inFlight[stream] else { break }
            if let failure = call.addCredit(Int(byteCount)) { abandon(call, failure) }
        case .ping(let body):
            unsafe link.ping(body)
        case .goAway(let header, let body):
            link.lastReadStream = header.value
            retire(link, unsafe failure(of: header, body))
            dropIfDone(link)
        case .failed(let error):
            retire(link, CallFailure(.internal, "protocol_broken", "\(address) broke the protocol: \(error)"))
            drop(link)
        case .itemSkipped, .end, .pong, .request, .requestSkipped, .requestMalformed, .cancel, .http2:
            break
        }
    }

    /// `body` in a buffer of its own.
    private static func kept(_ body: UnsafeRawBufferPointer, _ link: Link) -> ByteBuffer {
        if let taken = link.session.takeBody() { return taken }
        let bytes = ByteBuffer(capacity: body.count)
        unsafe bytes.append(body)
        return bytes
    }

    private func answered(_ header: FrameHeader, _ body: UnsafeRawBufferPointer, on link: Link) {
        guard let call = link.inFlight.removeValue(forKey: header.stream) else {
            // A call that was cancelled is answered all the same.
            link.abandoned.remove(header.stream)
            return dropIfDone(link)
        }
        if header.code == 0 {
            noteAnswer(link)
            // Metadata before the body is not kept, and then the body is a part of what was gathered.
            let bytes: ByteBuffer
            if header.flags == 0 {
                bytes = unsafe Self.kept(body, link)
            } else {
                bytes = ByteBuffer(capacity: body.count)
                unsafe bytes.append(body)
            }
            finish(call, .success(Reply(bytes: bytes, serverMicroseconds: header.value)))
        } else {
            let failure = unsafe failure(of: header, body)
            if failure.reason == "draining" {
                // A call that crossed the server's go-away: it was refused before any work.
                retire(link, failure)
                if move(call) { return dropIfDone(link) }
            } else {
                noteAnswer(link)
            }
            finish(call, .failure(failure))
        }
        dropIfDone(link)
    }

    private func noteAnswer(_ link: Link) {
        link.hasAnswered = true
        backoffMicroseconds = 0
    }

    /// What a response or go-away with a status other than 0 tells.
    private func failure(of header: FrameHeader, _ body: UnsafeRawBufferPointer) -> CallFailure {
        let status = StatusCode(rawValue: header.code) ?? .unknown
        return unsafe CallFailure(status, detail: body)
    }

    nonisolated func ended(_ error: LoopError, link number: Int) {
        assumeIsolated { core in
            guard let link = core.links[number] else { return }
            core.drop(link, "the connection to \(core.address) was lost: \(error)")
            core.pump()
        }
    }
}
