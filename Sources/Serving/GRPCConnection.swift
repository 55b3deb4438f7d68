internal import Eventing
internal import Ground
internal import HTTP2
internal import Session
internal import Vocabulary

/// One client that speaks gRPC over HTTP/2: what `Connection` is for the framed protocol, with the same lanes, limits
/// and calls.
///
/// Output is pulled: HTTP/2 keeps replies until the client has room for them, and only as much as the socket takes is
/// made into frames.
@safe actor GRPCConnection: StreamReceiver, CallOwner, ServedConnection {
    nonisolated let loop: EventLoop
    nonisolated let peer: Peer
    private let stream: ByteStream
    private let ledger: ServerLedger
    private let session: GRPCSession
    /// Calls that were neither answered nor cancelled, by tag.
    private var calls: [PendingCall?] = []
    /// Calls whose work is not over, answered or not.
    private var inFlightCount = 0
    /// Calls that are not begun because more replies wait than a client may leave unread, the first ones first.
    private var held: [Held] = []

    private enum Held {
        case inline(GRPCExchange)
        case call(PendingCall)

        func isInline(_ exchange: GRPCExchange) -> Bool {
            if case .inline(let one) = self { one === exchange } else { false }
        }
    }

    /// What the session holds of the ledger's memory for requests.
    private var countedByteCount = 0
    /// What of the ledger's replies that wait for windows is this connection's.
    private var countedReplyByteCount = 0
    private var stall = StallWatch()
    /// Its calls that are not begun yet; nil before the first.
    private var line: WaitingLine?
    private var isReading = true
    private var isOver = false
    private var isDraining = false
    private var prefaceWait: ConnectionWait?
    private var pulseTimer: ConnectionPulse?
    private var receivedAt = MonotonicTime.now
    /// When the client was asked whether it is there, and has not answered.
    private var askedAt: MonotonicTime?

    /// Bytes that are made into frames before the socket takes them.
    private static let outputByteCountMax = 256 << 10
    /// Frames that may wait beside the bodies of replies before the client must read some.
    private static let waitingFrameCountMax = 16_384

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(stream: ByteStream, ledger: ServerLedger, peer: Peer) {
        self.stream = stream
        self.ledger = ledger
        self.peer = peer
        loop = stream.loop
        session = GRPCSession(paths: ledger.table.paths, settings: Self.settings(ledger.limits))
    }

    private static func settings(_ limits: Limits) -> GRPCSettings {
        var settings = GRPCSettings()
        settings.messageByteCountMax = limits.frameByteCountMax
        settings.streamCountMax = limits.inFlightCountMax
        settings.headerListByteCountMax = Limits.headerListByteCountMax
        return settings
    }

    /// Reads from the socket from now on. On the loop.
    ///
    /// - Parameter first: what was read before it was known what the client speaks, then `rest`.
    nonisolated func start(_ first: [UInt8], _ rest: UnsafeRawBufferPointer) {
        nonisolated(unsafe) let rest = unsafe rest
        assumeIsolated { connection in
            connection.begin()
            unsafe first.withUnsafeBytes { unsafe connection.read($0) }
            unsafe connection.read(rest)
        }
    }

    private func begin() {
        let milliseconds = ledger.limits.prefaceTimeoutMilliseconds
        let wait = ConnectionWait(
            connection: self, milliseconds: milliseconds, failure: Status.prefaceTimeout(milliseconds: milliseconds))
        prefaceWait = wait
        ledger.deadlines.watch(wait)
        let limits = ledger.limits
        let least = min(
            limits.frameTimeoutMilliseconds, limits.keepAliveTimeoutMilliseconds, limits.keepAliveMilliseconds)
        let pulse = ConnectionPulse(connection: self, milliseconds: least / 4)
        pulseTimer = pulse
        ledger.deadlines.watch(pulse)
        stream.start(receiver: self, isAskedBeforeFlush: true)
    }

    // MARK: Bytes in

    nonisolated func streamReceived(_ bytes: UnsafeRawBufferPointer) {
        // Used before this call returns; the closure only looks as if it might escape.
        nonisolated(unsafe) let bytes = unsafe bytes
        assumeIsolated { connection in
            unsafe connection.ledger.counters.pointee.receivedByteCount += UInt64(bytes.count)
            unsafe connection.read(bytes)
        }
    }

    private func read(_ bytes: UnsafeRawBufferPointer) {
        guard !isOver else { return }
        let now = MonotonicTime.now
        receivedAt = now
        askedAt = nil
        do {
            try unsafe session.receive(bytes, at: now, requestByteBudget: ledger.requestByteBudget)
        } catch {
            return fail()
        }
        if prefaceWait != nil, session.isOpen { endPreface() }
        performAll()
        account()
        guard !isOver else { return }
        if session.wantsToWrite || session.isOver { stream.askToFlush() }
        if isReading, session.waitingFrameCount > Self.waitingFrameCountMax {
            isReading = false
            stream.stopReading()
        }
    }

    private func endPreface() {
        if let wait = prefaceWait { ledger.deadlines.unwatch(wait) }
        prefaceWait = nil
    }

    private func performAll() {
        while !isOver, let action = session.nextAction() {
            switch action {
            case .call(let exchange): serve(exchange)
            case .message(let exchange, let message): add(message, to: exchange)
            case .ended(let exchange): openStream(of: exchange)?.messages?.end()
            case .hasRoom(let exchange): openStream(of: exchange)?.messages?.wakeWriter()
            case .refused(let exchange, let problem): refuse(exchange, problem)
            case .cancelled(let exchange): cancel(exchange)
            }
        }
    }

    /// Counts the memory that the session holds of requests.
    private func account() {
        let held = isOver ? 0 : session.heldRequestByteCount
        ledger.countRequestBytes(held - countedByteCount)
        countedByteCount = held
        countReplies()
    }

    /// Counts the replies that wait for windows.
    private func countReplies() {
        let waiting = isOver ? 0 : session.heldReplyByteCount
        ledger.heldReplyByteCount += waiting - countedReplyByteCount
        countedReplyByteCount = waiting
    }

    // MARK: Calls

    private func serve(_ exchange: GRPCExchange) {
        let entry = ledger.table.entries[exchange.methodIndex]
        guard case .inline(let handler) = unsafe entry.lane else { return begin(entry, exchange) }
        // Those that came first are held back because replies pile up: this one waits for them.
        guard held.isEmpty, !isFull else { return held.append(.inline(exchange)) }
        unsafe answer(exchange, by: handler)
    }

    /// True while more replies wait than a client may leave unread.
    private var isFull: Bool { session.heldReplyByteCount > ledger.replyByteCountMax }

    private func deadline(of exchange: GRPCExchange) -> MonotonicTime {
        let timeout =
            exchange.timeoutMicroseconds == 0
            ? UInt64(ledger.limits.defaultTimeoutMicroseconds) : exchange.timeoutMicroseconds
        return timeout == 0 ? .never : exchange.receivedAt.advanced(microseconds: timeout)
    }

    private func answer(_ exchange: GRPCExchange, by handler: Lane.Handler) {
        let metadata = exchange.headers.isEmpty ? nil : CallMetadata(request: exchange.headers)
        let context = CallContext(
            receivedAt: exchange.receivedAt, deadline: deadline(of: exchange), peer: peer, loop: loop,
            cancellation: nil, metadata: metadata, call: nil)
        let reply = exchange.startReply()
        var failure: CallFailure?
        do throws(CallFailure) {
            try unsafe handler(exchange.message, context, reply)
        } catch {
            failure = error
        }
        session.dropRequest(of: exchange)
        answer(exchange, failure, with: reply, metadata)
    }

    /// Starts a call of another lane, or refuses it at once when there is no room. While replies pile up it waits,
    /// though what comes for it is taken.
    private func begin(_ entry: MethodTable.Entry, _ exchange: GRPCExchange) {
        let body = exchange.takesStream ? ByteBuffer(capacity: 0) : session.takeRequest(of: exchange)
        if let refusal = ledger.refusal(
            ofCallWith: body.count, inFlightCount: inFlightCount, ownByteCount: countedByteCount)
            ?? ledger.room.refusal(
                ofMethod: exchange.methodIndex, byteCount: body.count, line: line,
                deadline: deadline(of: exchange), now: exchange.receivedAt)
        {
            unsafe ledger.counters.pointee.callRefusedCount += 1
            ledger.count(exchange.methodIndex, refusal.status)
            return session.fail(exchange, refusal)
        }
        let call = PendingCall(
            connection: self, room: ledger.room, methodIndex: exchange.methodIndex, entry: entry,
            stream: UInt32(exchange.index),
            receivedAt: exchange.receivedAt, deadline: deadline(of: exchange), body: body,
            skippedByteCount: GRPCExchange.messageHeadByteCount,
            replyHeadByteCount: GRPCExchange.messageHeadByteCount,
            metadata: exchange.headers.isEmpty ? nil : CallMetadata(request: exchange.headers))
        call.exchange = exchange
        while calls.count <= exchange.index { calls.append(nil) }
        calls[exchange.index] = call
        inFlightCount += 1
        ledger.countInFlight(1)
        ledger.countRequestBytes(body.count)
        ledger.deadlines.watch(call)
        if held.isEmpty, !isFull { enter(call) } else { held.append(.call(call)) }
    }

    private func enter(_ call: PendingCall) {
        ledger.room.enter(call, line: waitingLine())
    }

    private func waitingLine() -> WaitingLine {
        let line = line ?? WaitingLine()
        self.line = line
        return line
    }

    nonisolated var shortage: CallFailure? {
        assumeIsolated { $0.ledger.replyShortage }
    }

    nonisolated func turnAway(_ call: PendingCall, _ failure: CallFailure) {
        assumeIsolated { connection in
            unsafe connection.ledger.counters.pointee.callRefusedCount += 1
            connection.end(call, failure)
            connection.close(call)
            connection.stream.askToFlush()
        }
    }

    /// Begins what was held back, as far as there is room.
    private func beginHeld() {
        guard !held.isEmpty, session.heldReplyByteCount <= ledger.limits.bufferedReplyByteCountMax / 2 else { return }
        var begunCount = 0
        while begunCount < held.count, !isFull {
            let next = held[begunCount]
            begunCount += 1
            switch next {
            case .call(let call): call.isAnswered ? close(call) : enter(call)
            case .inline(let exchange):
                if case .inline(let handler) = unsafe ledger.table.entries[exchange.methodIndex].lane {
                    unsafe answer(exchange, by: handler)
                }
            }
        }
        held.removeFirst(begunCount)
    }

    /// Sends the one answer of a call: what the handler wrote, or `failure`.
    private func answer(
        _ exchange: GRPCExchange, _ failure: CallFailure?, with reply: ByteBuffer, _ metadata: CallMetadata?
    ) {
        var failure = failure
        let byteCount = reply.count - GRPCExchange.messageHeadByteCount
        if failure == nil, byteCount > ledger.limits.frameByteCountMax {
            failure = Status.replyTooLarge(byteCount: byteCount, limit: ledger.limits.frameByteCountMax)
        }
        ledger.count(exchange.methodIndex, failure?.status ?? .ok)
        let (leading, trailing) = (metadata?.leading ?? [], metadata?.trailing ?? [])
        if let failure {
            session.fail(exchange, failure, leading: leading, trailing: trailing)
        } else {
            session.reply(exchange, with: reply, leading: leading, trailing: trailing)
        }
    }

    /// Ends the replies of a streaming call.
    private func finish(_ exchange: GRPCExchange, _ failure: CallFailure?, _ metadata: CallMetadata?) {
        ledger.count(exchange.methodIndex, failure?.status ?? .ok)
        let (leading, trailing) = (metadata?.leading ?? [], metadata?.trailing ?? [])
        if let failure {
            session.fail(exchange, failure, leading: leading, trailing: trailing)
        } else {
            session.finish(exchange, leading: leading, trailing: trailing)
        }
    }

    /// The call of `exchange`, as long as it is neither answered nor cancelled.
    private func openStream(of exchange: GRPCExchange) -> PendingCall? {
        exchange.index < calls.count ? calls[exchange.index] : nil
    }

    private func add(_ message: ByteBuffer, to exchange: GRPCExchange) {
        guard let messages = openStream(of: exchange)?.messages else { return session.messageTaken(of: exchange) }
        ledger.countRequestBytes(message.count)
        messages.add(.init(buffer: message, skippedByteCount: GRPCExchange.messageHeadByteCount))
    }

    nonisolated func taken(_ byteCount: Int, of call: PendingCall) {
        assumeIsolated { connection in
            connection.ledger.countRequestBytes(-byteCount)
            guard !call.isAnswered, let exchange = call.exchange else { return }
            connection.session.messageTaken(of: exchange)
            connection.stream.askToFlush()
        }
    }

    nonisolated func send(_ message: ByteBuffer, of call: PendingCall) throws(CallFailure) {
        let result = assumeIsolated { connection in
            Result { () throws(CallFailure) in try connection.sendMessage(message, of: call) }
        }
        try result.get()
    }

    private func sendMessage(_ message: ByteBuffer, of call: PendingCall) throws(CallFailure) {
        guard !call.isAnswered, let exchange = call.exchange else { return }
        let byteCount = message.count - GRPCExchange.messageHeadByteCount
        let limit = ledger.limits.frameByteCountMax
        guard byteCount <= limit else { throw Status.replyTooLarge(byteCount: byteCount, limit: limit) }
        session.send(message, on: exchange, leading: call.metadata?.leading ?? [])
        stream.askToFlush()
    }

    nonisolated func hasRoom(for call: PendingCall) -> Bool {
        assumeIsolated { connection in
            guard !call.isAnswered, let exchange = call.exchange else { return true }
            let room = Limits.streamRoom(
                waitingByteCount: connection.session.heldReplyByteCount,
                limit: connection.ledger.limits.bufferedReplyByteCountMax)
            exchange.wakeByteCount = exchange.unsentByteCount > room ? room / 2 : nil
            return exchange.wakeByteCount == nil
        }
    }

    private func refuse(_ exchange: GRPCExchange, _ problem: GRPCProblem) {
        // A stream that was fine until now.
        if let call = openStream(of: exchange) { return end(call, Status.of(problem, limits: ledger.limits)) }
        switch problem {
        case .verbUnknown: return session.refuse(exchange, httpStatus: 405)
        case .contentTypeUnknown: return session.refuse(exchange, httpStatus: 415)
        case .methodUnknown: unsafe ledger.counters.pointee.methodUnknownCount += 1
        default: unsafe ledger.counters.pointee.callRefusedCount += 1
        }
        session.fail(exchange, Status.of(problem, limits: ledger.limits))
    }

    private func cancel(_ exchange: GRPCExchange) {
        if !held.isEmpty { held.removeAll { $0.isInline(exchange) } }
        guard let call = take(exchange.index) else { return }
        call.cancel()
        ledger.count(call.methodIndex, .cancelled)
    }

    /// The call of `tag`, which is answered from now on; nil when there is none to answer.
    private func take(_ tag: Int) -> PendingCall? {
        guard tag < calls.count, let call = calls[tag] else { return nil }
        calls[tag] = nil
        call.isAnswered = true
        ledger.deadlines.unwatch(call)
        return call
    }

    nonisolated func finish(_ call: PendingCall) {
        assumeIsolated { $0.close(call) }
    }

    private func close(_ call: PendingCall) {
        inFlightCount -= 1
        ledger.countInFlight(-1)
        ledger.countRequestBytes(-call.body.count - (call.messages?.arrivedByteCount ?? 0))
        if !call.isAnswered, let exchange = call.exchange {
            _ = take(exchange.index)
            if call.messages != nil {
                finish(exchange, call.failure, call.metadata)
            } else {
                answer(exchange, call.failure, with: call.reply, call.metadata)
            }
            if !isOver { stream.askToFlush() }
        }
        ledger.finish(call)
    }

    /// The time of `call` is up: the client is told now, whatever becomes of the work.
    nonisolated func expire(_ call: PendingCall) {
        assumeIsolated { connection in
            guard !call.isAnswered else { return }
            connection.end(call, Status.deadlinePassed)
            connection.stream.askToFlush()
        }
    }

    /// Answers `call` with `failure` now, whatever becomes of its work.
    private func end(_ call: PendingCall, _ failure: CallFailure) {
        guard let exchange = call.exchange else { return }
        _ = take(exchange.index)
        call.cancel(failure)
        ledger.count(call.methodIndex, failure.status)
        session.fail(exchange, failure, leading: call.metadata?.leading ?? [])
    }

    // MARK: Bytes out

    nonisolated func streamWillFlush() {
        assumeIsolated { $0.write() }
    }

    private func write() {
        guard !isOver else { return }
        if session.wantsToWrite {
            let output = stream.output
            let start = output.count
            do {
                try session.write(to: output, byteCountMax: start + Self.outputByteCountMax)
            } catch {
                return fail()
            }
            unsafe ledger.counters.pointee.sentByteCount += UInt64(output.count - start)
            if output.count >= start + Self.outputByteCountMax { stream.askToFlush() }
        }
        countReplies()
        if session.isOver { return endPolitely() }
        guard session.waitingActionCount > 0 || !held.isEmpty else { return }
        performAll()
        beginHeld()
        account()
        if !isOver, session.wantsToWrite { stream.askToFlush() }
    }

    nonisolated func streamSent() {
        assumeIsolated { connection in
            guard !connection.isOver else { return }
            if connection.session.wantsToWrite { connection.stream.askToFlush() }
            if !connection.isReading, connection.session.waitingFrameCount < Self.waitingFrameCountMax / 2 {
                connection.isReading = true
                connection.stream.startReading()
            }
        }
    }

    // MARK: Time

    /// Looks whether the client is there and does what it began. Called on the loop, now and then.
    nonisolated func pulse() {
        assumeIsolated { $0.lookAround() }
    }

    private func lookAround() {
        guard !isOver, let pulseTimer else { return }
        let now = MonotonicTime.now
        let limits = ledger.limits
        if session.openRequestCount > 0 || session.heldRequestByteCount > 0 {
            let patience = UInt64(limits.frameTimeoutMilliseconds) * 1_000_000
            session.refuseRequests(
                begunBefore: MonotonicTime(nanoseconds: now.nanoseconds - min(now.nanoseconds, patience)))
            performAll()
            account()
            if session.wantsToWrite { stream.askToFlush() }
        }
        if let asked = askedAt {
            if now.microseconds(since: asked) > UInt64(limits.keepAliveTimeoutMilliseconds) * 1_000 { return abort() }
        } else if now.microseconds(since: receivedAt) > UInt64(limits.keepAliveMilliseconds) * 1_000 {
            askedAt = now
            session.ping()
            stream.askToFlush()
        }
        if !isOver { ledger.deadlines.watch(pulseTimer) }
    }

    // MARK: Ending

    nonisolated func streamEnded(_ error: LoopError) {
        assumeIsolated { connection in
            if error == .ended { connection.ledger.closePolitely(connection.stream) } else { connection.stream.close() }
            connection.end()
        }
    }

    nonisolated func giveUp(_ failure: CallFailure) {
        assumeIsolated { $0.endPolitely() }
    }

    nonisolated func drain() {
        assumeIsolated { connection in
            guard !connection.isOver, !connection.isDraining else { return }
            connection.isDraining = true
            guard connection.session.isOpen else { return connection.abort() }
            connection.session.drain()
            for case let call? in connection.calls where call.endsAtDrain { connection.end(call, Status.draining) }
            connection.stream.askToFlush()
        }
    }

    nonisolated func look(at now: MonotonicTime) {
        assumeIsolated { $0.lookForSlowness(now) }
    }

    private func lookForSlowness(_ now: MonotonicTime) {
        guard !isOver else { return }
        let patience = UInt64(ledger.limits.replyTimeoutMilliseconds) * 1_000
        if stall.isStuck(
            isWaiting: stream.pendingByteCount > 0, position: stream.takenByteCount, at: now, forMicroseconds: patience)
        {
            unsafe ledger.counters.pointee.slowReaderCount += 1
            return abort()
        }
        let count = session.resetStuckStreams(at: now, forMicroseconds: patience)
        guard count > 0 else { return }
        unsafe ledger.counters.pointee.slowReaderCount += UInt64(count)
        stream.askToFlush()
    }

    nonisolated var idleSince: MonotonicTime? {
        assumeIsolated { connection in
            let isBusy = connection.inFlightCount > 0 || connection.session.openCount > 0
            return isBusy || connection.stream.pendingByteCount > 0 ? nil : connection.receivedAt
        }
    }

    nonisolated func endAtOnce() {
        assumeIsolated { $0.abort() }
    }

    /// The client did what no session survives.
    private func fail() {
        unsafe ledger.counters.pointee.protocolErrorCount += 1
        endPolitely()
    }

    private func endPolitely() {
        guard !isOver else { return }
        end()
        ledger.closePolitely(stream)
    }

    private func abort() {
        guard !isOver else { return }
        stream.close()
        end()
    }

    /// Forgets the client and cancels its calls. Their work still counts until it is over.
    private func end() {
        guard !isOver else { return }
        isOver = true
        if session.hasFailed { unsafe ledger.counters.pointee.protocolErrorCount += 1 }
        endPreface()
        if let pulseTimer { ledger.deadlines.unwatch(pulseTimer) }
        pulseTimer = nil
        account()
        for tag in calls.indices {
            guard let call = take(tag) else { continue }
            call.cancel()
            ledger.count(call.methodIndex, .cancelled)
        }
        let unstarted = held
        held = []
        for case .call(let call) in unstarted { close(call) }
        ledger.room.abandon(line)
        ledger.remove(self)
    }
}
