internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary

/// One client: reads its frames, runs or hands over its calls, sends its answers.
///
/// Pinned to the server's loop and entered once per read, completion or timer, straight from libuv's callbacks.
@safe actor Connection: StreamReceiver, CallOwner, ServedConnection {
    nonisolated let loop: EventLoop
    nonisolated let peer: Peer
    private let stream: ByteStream
    private let ledger: ServerLedger
    /// Behind a pointer, as each frame asks it; see `ServerLedger.counters`. Only the actor uses it.
    nonisolated(unsafe) private let session = UnsafeMutablePointer<FrameSession>.allocate(capacity: 1)
    /// Calls that were neither answered nor cancelled, by stream.
    private var calls: [UInt32: PendingCall] = [:]
    /// Calls whose work is not over, answered or not.
    private var inFlightCount = 0
    /// What the frame in progress takes of the ledger's memory for requests.
    private var reservedByteCount = 0
    /// Input that was not looked at because replies pile up.
    private var held: ByteBuffer?
    private var isPaused = false
    private var receivedAt = MonotonicTime.now
    private var stall = StallWatch()
    /// Bytes of streams' messages that wait for credit or for the socket, and the streams that wait for the socket.
    private var waitingItemByteCount = 0
    private var blockedStreams: [UInt32] = []
    /// Its calls that are not begun yet; nil before the first.
    private var line: WaitingLine?
    private var isOver = false
    private var saidGoodbye = false
    private var lastStream: UInt32 = 0
    private var prefaceWait: ConnectionWait?
    /// While a frame is in progress.
    private var frameWait: ConnectionWait?

    /// Replies of at least this size are sent from their own buffer rather than copied to the output.
    private static let ownBufferByteCount = 16 << 10

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(stream: ByteStream, ledger: ServerLedger) {
        self.stream = stream
        self.ledger = ledger
        loop = stream.loop
        peer = Peer(stream.peerAddress?.description ?? "unix")
        unsafe session.initialize(
            to: FrameSession(role: .server, frameByteCountMax: ledger.limits.frameByteCountMax))
    }

    deinit {
        unsafe session.deinitialize(count: 1)
        unsafe session.deallocate()
    }

    /// Starts to listen to the client. On the loop.
    func start() {
        ledger.add(self)
        unsafe ledger.counters.pointee.connectionTotalCount += 1
        let milliseconds = ledger.limits.prefaceTimeoutMilliseconds
        let wait = ConnectionWait(
            connection: self, milliseconds: milliseconds, failure: Status.prefaceTimeout(milliseconds: milliseconds))
        prefaceWait = wait
        ledger.deadlines.watch(wait)
        stream.start(receiver: self)
    }

    /// Turns the client away because there are too many.
    func refuse() {
        unsafe ledger.counters.pointee.connectionRefusedCount += 1
        isOver = true
        writePreface()
        writeGoAway(Status.tooManyConnections(limit: ledger.limits.connectionCountMax))
        ledger.closePolitely(stream)
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
        var input = unsafe bytes
        var now = MonotonicTime.now
        receivedAt = now
        var isSameFrame = true
        while !isOver {
            let budget = ledger.requestByteBudget + reservedByteCount
            guard let action = unsafe session.pointee.next(&input, bodyBudget: budget) else { break }
            isSameFrame = false
            if case .http2 = unsafe action { return unsafe handOver(input) }
            unsafe perform(action, &now)
            if stream.pendingByteCount > ledger.replyByteCountMax {
                pauseIfFull()
                if isPaused {
                    unsafe hold(input)
                    break
                }
            }
        }
        accountForFrameInProgress(isSame: isSameFrame)
    }

    /// The client speaks HTTP/2: another connection on the same socket reads what was read, then `rest`.
    private func handOver(_ rest: UnsafeRawBufferPointer) {
        isOver = true
        if let wait = prefaceWait { ledger.deadlines.unwatch(wait) }
        prefaceWait = nil
        let first = unsafe session.pointee.firstBytes
        let successor = GRPCConnection(stream: stream, ledger: ledger, peer: peer)
        ledger.replace(self, by: successor)
        unsafe successor.start(first, rest)
    }

    private func perform(_ action: SessionAction, _ now: inout MonotonicTime) {
        switch unsafe action {
        case .request(let header, let metadata, let body):
            unsafe serve(header, metadata, body, &now)
        case .opened:
            if let wait = prefaceWait { ledger.deadlines.unwatch(wait) }
            prefaceWait = nil
            writePreface()
            if ledger.isDraining { sayGoodbye() }
        case .requestSkipped(let header):
            unsafe ledger.counters.pointee.callRefusedCount += 1
            refuse(
                header,
                Status.requestsTooLarge(
                    byteCount: Int(header.bodyByteCount), limit: ledger.limits.bufferedRequestByteCountMax))
        case .requestMalformed(let header):
            refuse(header, Status.metadataInvalid)
        case .cancel(let stream):
            cancel(stream)
        case .ping(let body):
            let output = stream.output
            FrameHeader(.pong, bodyByteCount: body.count).write(to: output)
            unsafe output.append(body)
        case .pong, .response, .http2:
            break
        case .goAway:
            // The client makes no new calls; what it waits for is still answered.
            break
        case .item(let stream, let body):
            unsafe add(body, to: stream)
        case .itemSkipped(let header):
            guard let call = calls[header.stream] else { break }
            end(
                call,
                Status.requestsTooLarge(
                    byteCount: Int(header.bodyByteCount), limit: ledger.limits.bufferedRequestByteCountMax))
        case .end(let stream):
            endRequests(of: stream)
        case .credit(let stream, let byteCount):
            addCredit(Int(byteCount), to: stream)
        case .failed(let error):
            fail(error)
        }
    }

    // MARK: Calls

    private func serve(
        _ header: FrameHeader, _ metadata: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer,
        _ now: inout MonotonicTime
    ) {
        if !calls.isEmpty, calls[header.stream] != nil { return fail(.streamInUse(header.stream)) }
        lastStream = header.stream
        guard let index = ledger.table.index(of: header.code) else {
            unsafe ledger.counters.pointee.methodUnknownCount += 1
            return refuse(header, Status.methodUnknown(header.code))
        }
        if ledger.isDraining {
            unsafe ledger.counters.pointee.callRefusedCount += 1
            ledger.count(index, .unavailable)
            return refuse(header, Status.draining)
        }
        let timeout = header.value == 0 ? ledger.limits.defaultTimeoutMicroseconds : header.value
        let deadline = timeout == 0 ? MonotonicTime.never : now.advanced(microseconds: UInt64(timeout))
        let entry = ledger.table.entries[index]
        if case .inline(let handler) = unsafe entry.lane {
            let context = CallContext(
                receivedAt: now, deadline: deadline, peer: peer, loop: loop, cancellation: nil, metadata: nil,
                call: nil)
            let output = stream.output
            let start = output.count
            _ = unsafe output.extend(byteCount: FrameHeader.byteCount)
            var status = StatusCode.ok
            do throws(CallFailure) {
                try unsafe handler(body, context, output)
            } catch {
                status = error.status
                write(error, to: output, after: start)
            }
            let receivedAt = now
            now = .now
            finishFrame(output, start, header.stream, &status, now.microseconds(since: receivedAt))
            ledger.count(index, status)
            return
        }
        unsafe begin(entry, index, header, metadata, body, deadline: deadline, now: now)
    }

    /// Starts a call of the pool or async lane, or refuses it at once when there is no room.
    private func begin(
        _ entry: MethodTable.Entry, _ index: Int, _ header: FrameHeader, _ metadata: UnsafeRawBufferPointer,
        _ body: UnsafeRawBufferPointer, deadline: MonotonicTime, now: MonotonicTime
    ) {
        let byteCount = Int(header.bodyByteCount)
        // Calls that were cancelled are over for the client, while their work may take some time to notice: there may
        // be as many of these as of the others.
        if let refusal = ledger.refusal(
            ofCallWith: byteCount, inFlightCount: max(inFlightCount / 2, calls.count), ownByteCount: reservedByteCount)
            ?? ledger.room.refusal(
                ofMethod: index, byteCount: byteCount, line: line, deadline: deadline, now: now)
        {
            unsafe ledger.counters.pointee.callRefusedCount += 1
            ledger.count(index, refusal.status)
            return refuse(header, refusal)
        }
        var beside: CallMetadata?
        if metadata.count > 0 {
            do throws(CallFailure) {
                beside = try unsafe CallMetadata(wire: metadata)
            } catch {
                ledger.count(index, error.status)
                return refuse(header, error)
            }
        }
        var skippedByteCount = 0
        let owned: ByteBuffer
        if let taken = unsafe session.pointee.takeBody() {
            owned = taken
            skippedByteCount = byteCount - body.count
        } else {
            owned = ByteBuffer(capacity: body.count)
            unsafe owned.append(body)
        }
        let call = PendingCall(
            connection: self, room: ledger.room, methodIndex: index, entry: entry, stream: header.stream,
            receivedAt: now, deadline: deadline, body: owned, skippedByteCount: skippedByteCount,
            replyHeadByteCount: FrameHeader.byteCount, metadata: beside)
        calls[header.stream] = call
        inFlightCount += 1
        ledger.countInFlight(1)
        ledger.countRequestBytes(owned.count)
        ledger.deadlines.watch(call)
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
        }
    }

    /// The work of `call` is over. Called on the loop.
    nonisolated func finish(_ call: PendingCall) {
        assumeIsolated { $0.close(call) }
    }

    private func close(_ call: PendingCall) {
        inFlightCount -= 1
        ledger.countInFlight(-1)
        ledger.countRequestBytes(-call.body.count - (call.messages?.arrivedByteCount ?? 0))
        if !call.isAnswered {
            if call.failure == nil, let messages = call.messages, !messages.outgoing.waiting.isEmpty {
                // The answer comes after the last message.
                messages.isFinished = true
            } else {
                answer(call, call.failure)
            }
        }
        endIfDrained()
        ledger.finish(call)
    }

    /// The time of `call` is up: the client is told now, whatever becomes of the work.
    nonisolated func expire(_ call: PendingCall) {
        assumeIsolated { connection in
            guard !call.isAnswered else { return }
            connection.end(call, Status.deadlinePassed)
        }
    }

    private func cancel(_ stream: UInt32) {
        // An answer may have crossed the cancel on its way.
        guard let call = calls[stream] else { return }
        end(call, Status.cancelled)
    }

    /// Answers `call` with `failure` now, whatever becomes of its work.
    private func end(_ call: PendingCall, _ failure: CallFailure) {
        call.cancel(failure)
        answer(call, failure, isOver: false)
    }

    /// Sends the one answer of `call`: its reply, or `failure`.
    ///
    /// - Parameter isOver: false while the work goes on and may still write to the reply's buffer.
    private func answer(_ call: PendingCall, _ failure: CallFailure?, isOver: Bool = true) {
        call.isAnswered = true
        ledger.deadlines.unwatch(call)
        calls[call.stream] = nil
        if let messages = call.messages { forgetWaiting(of: messages) }
        var status = failure?.status ?? .ok
        defer { ledger.count(call.methodIndex, status) }
        guard !self.isOver else { return }
        let reply = isOver ? call.reply : ByteBuffer()
        if !isOver { _ = unsafe reply.extend(byteCount: FrameHeader.byteCount) }
        if let failure { write(failure, to: reply, after: 0) }
        finishFrame(reply, 0, call.stream, &status, MonotonicTime.now.microseconds(since: call.receivedAt))
        write(reply)
        pauseIfFull()
    }

    private func write(_ frame: ByteBuffer) {
        if frame.count >= Self.ownBufferByteCount {
            stream.append(frame)
        } else {
            unsafe stream.output.append(frame.bytes)
        }
    }

    /// Answers the request of `header` with `failure` and no work.
    private func refuse(_ header: FrameHeader, _ failure: CallFailure) {
        let output = stream.output
        let start = output.count
        _ = unsafe output.extend(byteCount: FrameHeader.byteCount)
        write(failure, to: output, after: start)
        var status = failure.status
        finishFrame(output, start, header.stream, &status, 0)
    }

    /// Puts `failure` in the place of the body of the frame that begins at `start`.
    private func write(_ failure: CallFailure, to buffer: ByteBuffer, after start: Int) {
        buffer.truncate(byteCount: start + FrameHeader.byteCount)
        Status.write(failure, to: buffer)
    }

    /// Fills in the header of the response that begins at `start` and ends with the buffer. A body that the client
    /// does not accept gives way to an error, and `status` tells so.
    private func finishFrame(
        _ buffer: ByteBuffer, _ start: Int, _ stream: UInt32, _ status: inout StatusCode, _ microseconds: UInt64
    ) {
        var byteCount = buffer.count - start - FrameHeader.byteCount
        let limit = Int(unsafe session.pointee.peer?.frameByteCountMax ?? Preface.frameByteCountLeast)
        if byteCount > limit {
            let failure = Status.replyTooLarge(byteCount: byteCount, limit: limit)
            status = failure.status
            write(failure, to: buffer, after: start)
            byteCount = buffer.count - start - FrameHeader.byteCount
        }
        let header = FrameHeader(
            .response, bodyByteCount: byteCount, code: status.rawValue, stream: stream,
            value: UInt32(clamping: microseconds))
        unsafe header.store(to: buffer.mutableBytes.baseAddress! + start)
        unsafe ledger.counters.pointee.sentByteCount += UInt64(byteCount + FrameHeader.byteCount)
    }

    // MARK: Streams

    private func add(_ body: UnsafeRawBufferPointer, to stream: UInt32) {
        // What crosses an answer is for nobody.
        guard let call = calls[stream] else { return }
        guard let messages = call.messages, messages.takesStream, !messages.hasEnded else {
            return end(call, Status.notStreaming)
        }
        guard messages.incoming.byteCount > 0 else { return end(call, Status.creditExceeded) }
        guard body.count <= ledger.requestByteBudget + reservedByteCount else {
            return end(
                call,
                Status.requestsTooLarge(byteCount: body.count, limit: ledger.limits.bufferedRequestByteCountMax))
        }
        messages.incoming.byteCount -= body.count + FrameHeader.byteCount
        let message: ByteBuffer
        if let taken = unsafe session.pointee.takeBody() {
            message = taken
        } else {
            message = ByteBuffer(capacity: body.count)
            unsafe message.append(body)
        }
        ledger.countRequestBytes(message.count)
        messages.add(.init(buffer: message, skippedByteCount: 0))
    }

    private func endRequests(of stream: UInt32) {
        guard let call = calls[stream] else { return }
        guard let messages = call.messages, messages.takesStream, !messages.hasEnded else {
            return end(call, Status.notStreaming)
        }
        messages.end()
    }

    nonisolated func taken(_ byteCount: Int, of call: PendingCall) {
        assumeIsolated { $0.giveCredit(byteCount, of: call) }
    }

    /// Lets the client send as much as was taken, now and then: when nothing waits, or half of what it had is taken.
    private func giveCredit(_ byteCount: Int, of call: PendingCall) {
        ledger.countRequestBytes(-byteCount)
        guard !call.isAnswered, !isOver, let messages = call.messages, !messages.hasEnded else { return }
        messages.incoming.takenByteCount += byteCount + FrameHeader.byteCount
        let given = messages.incoming.takenByteCount
        guard !messages.hasArrived || given >= Limits.streamCreditByteCount / 2 else { return }
        messages.incoming.takenByteCount = 0
        messages.incoming.byteCount += given
        FrameHeader(.credit, stream: call.stream, value: UInt32(clamping: given)).write(to: stream.output)
    }

    private func addCredit(_ byteCount: Int, to stream: UInt32) {
        guard let call = calls[stream] else { return }
        guard let messages = call.messages else { return end(call, Status.notStreaming) }
        messages.outgoing.byteCount += byteCount
        guard messages.outgoing.byteCount <= Int(Int32.max) else { return end(call, Status.creditTooLarge) }
        sendWaiting(of: call, messages)
    }

    nonisolated func send(_ message: ByteBuffer, of call: PendingCall) throws(CallFailure) {
        let result = assumeIsolated { connection in
            Result { () throws(CallFailure) in try connection.sendItem(message, of: call) }
        }
        try result.get()
    }

    private func sendItem(_ message: ByteBuffer, of call: PendingCall) throws(CallFailure) {
        guard !call.isAnswered, !isOver, let messages = call.messages else { return }
        let byteCount = message.count - FrameHeader.byteCount
        let limit = Int(unsafe session.pointee.peer?.frameByteCountMax ?? Preface.frameByteCountLeast)
        guard byteCount <= limit else { throw Status.replyTooLarge(byteCount: byteCount, limit: limit) }
        let header = FrameHeader(.item, bodyByteCount: byteCount, stream: call.stream)
        unsafe header.store(to: message.mutableBytes.baseAddress!)
        messages.outgoing.waiting.append(message)
        messages.outgoing.waitingByteCount += message.count
        waitingItemByteCount += message.count
        sendWaiting(of: call, messages)
    }

    /// Sends of the messages that wait as many as the client has given credit for, and the socket has room for.
    private func sendWaiting(of call: PendingCall, _ messages: CallStream) {
        var sentCount = 0
        while sentCount < messages.outgoing.waiting.count, messages.outgoing.byteCount > 0 {
            if stream.pendingByteCount > ledger.limits.bufferedReplyByteCountMax {
                blockedStreams.append(call.stream)
                break
            }
            let message = messages.outgoing.waiting[sentCount]
            sentCount += 1
            messages.outgoing.byteCount -= message.count
            messages.outgoing.sentByteCount += UInt64(message.count)
            messages.outgoing.waitingByteCount -= message.count
            waitingItemByteCount -= message.count
            unsafe ledger.counters.pointee.sentByteCount += UInt64(message.count)
            write(message)
        }
        messages.outgoing.waiting.removeFirst(sentCount)
        if messages.outgoing.waiting.isEmpty, messages.isFinished { return answer(call, nil) }
        if messages.outgoing.waitingByteCount <= streamRoom / 2 { messages.wakeWriter() }
    }

    nonisolated func hasRoom(for call: PendingCall) -> Bool {
        assumeIsolated { connection in
            (call.messages?.outgoing.waitingByteCount ?? 0) <= connection.streamRoom
        }
    }

    private var streamRoom: Int {
        Limits.streamRoom(waitingByteCount: waitingItemByteCount, limit: ledger.limits.bufferedReplyByteCountMax)
    }

    private func forgetWaiting(of messages: CallStream) {
        waitingItemByteCount -= messages.outgoing.waitingByteCount
        messages.outgoing.waiting = []
        messages.outgoing.waitingByteCount = 0
    }

    /// The socket has room again.
    private func sendBlocked() {
        guard !blockedStreams.isEmpty, stream.pendingByteCount <= ledger.limits.bufferedReplyByteCountMax / 2 else {
            return
        }
        let blocked = blockedStreams
        blockedStreams = []
        for stream in blocked {
            if let call = calls[stream], let messages = call.messages { sendWaiting(of: call, messages) }
        }
    }

    // MARK: Piled-up replies

    /// Stops reading when more has piled up than a client may leave unread.
    private func pauseIfFull() {
        let limit = ledger.replyByteCountMax
        guard !isPaused, !isOver, stream.pendingByteCount > limit else { return }
        // What the socket takes now need not count. If it takes not all, `streamSent` will follow.
        stream.flush()
        guard !isOver, stream.pendingByteCount > limit else { return }
        isPaused = true
        stream.stopReading()
    }

    private func hold(_ input: UnsafeRawBufferPointer) {
        guard input.count > 0 else { return }
        let rest = ByteBuffer(capacity: input.count)
        unsafe rest.append(input)
        held = rest
    }

    nonisolated func streamSent() {
        assumeIsolated { connection in
            guard !connection.isOver else { return }
            connection.sendBlocked()
            connection.resumeIfDrained()
        }
    }

    private func resumeIfDrained() {
        guard isPaused, !isOver, stream.pendingByteCount <= ledger.limits.bufferedReplyByteCountMax / 2 else { return }
        isPaused = false
        if let rest = held {
            held = nil
            unsafe read(rest.bytes)
        }
        if !isPaused, !isOver { stream.startReading() }
    }

    /// Counts the memory that the frame in progress will take, and gives the client time to send the rest of it:
    /// frames that never end would keep that memory from all others.
    ///
    /// - Parameter isSame: whether it is the frame that was in progress before.
    private func accountForFrameInProgress(isSame: Bool = false) {
        let reserved = isOver ? 0 : unsafe session.pointee.reservedByteCount
        ledger.countRequestBytes(reserved - reservedByteCount)
        reservedByteCount = reserved
        if let wait = frameWait, !isSame || reserved == 0 {
            ledger.deadlines.unwatch(wait)
            frameWait = nil
        }
        guard reserved > 0, frameWait == nil else { return }
        let milliseconds = ledger.limits.frameTimeoutMilliseconds
        let wait = ConnectionWait(
            connection: self, milliseconds: milliseconds, failure: Status.frameTimeout(milliseconds: milliseconds))
        frameWait = wait
        ledger.deadlines.watch(wait)
    }

    // MARK: Ending

    nonisolated func streamEnded(_ error: LoopError) {
        assumeIsolated { connection in
            // Answers that were given already still leave; the other side may have shut down only its own half.
            if error == .ended { connection.ledger.closePolitely(connection.stream) } else { connection.stream.close() }
            connection.end()
        }
    }

    /// The client was too slow.
    nonisolated func giveUp(_ failure: CallFailure) {
        assumeIsolated { connection in
            if unsafe connection.session.pointee.peer == nil { connection.writePreface() }
            connection.writeGoAway(failure)
            connection.ledger.closePolitely(connection.stream)
            connection.end()
        }
    }

    private func fail(_ error: ProtocolError) {
        unsafe ledger.counters.pointee.protocolErrorCount += 1
        if error == .prefaceIsHTTP {
            Status.plainTextReply.withUTF8Buffer { text in
                unsafe stream.output.append(UnsafeRawBufferPointer(text))
            }
        } else {
            if unsafe session.pointee.peer == nil { writePreface() }
            writeGoAway(Status.of(error))
        }
        ledger.closePolitely(stream)
        end()
    }

    /// Forgets the client and cancels its calls. Their work still counts until it is over.
    private func end() {
        guard !isOver else { return }
        isOver = true
        held = nil
        if let wait = prefaceWait { ledger.deadlines.unwatch(wait) }
        prefaceWait = nil
        accountForFrameInProgress()
        let abandoned = calls
        for call in abandoned.values {
            call.cancel()
            answer(call, Status.cancelled, isOver: false)
        }
        ledger.room.abandon(line)
        ledger.remove(self)
    }

    /// Announces that no new calls are taken, and ends once the last one is answered.
    private func sayGoodbye() {
        guard !isOver, !saidGoodbye else { return }
        if unsafe session.pointee.peer == nil {
            // Not a word has come yet: there is nobody to say it to.
            stream.close()
            return end()
        }
        saidGoodbye = true
        writeGoAway(Status.draining)
        let ending = calls.values.filter(\.endsAtDrain)
        for call in ending { end(call, Status.draining) }
        endIfDrained()
    }

    private func endIfDrained() {
        guard saidGoodbye, !isOver, calls.isEmpty else { return }
        ledger.closePolitely(stream)
        end()
    }

    /// Called on the loop when the server drains.
    nonisolated func drain() {
        assumeIsolated { $0.sayGoodbye() }
    }

    nonisolated func look(at now: MonotonicTime) {
        assumeIsolated { $0.lookForSlowness(now) }
    }

    private func lookForSlowness(_ now: MonotonicTime) {
        guard !isOver else { return }
        let milliseconds = ledger.limits.replyTimeoutMilliseconds
        let patience = UInt64(milliseconds) * 1_000
        if stall.isStuck(
            isWaiting: stream.pendingByteCount > 0, position: stream.takenByteCount, at: now, forMicroseconds: patience)
        {
            unsafe ledger.counters.pointee.slowReaderCount += 1
            return abort()
        }
        guard waitingItemByteCount > 0 else { return }
        let stuck = calls.values.filter { call in
            call.messages?.isStuck(at: now, forMicroseconds: patience) == true
        }
        for call in stuck {
            unsafe ledger.counters.pointee.slowReaderCount += 1
            end(call, Status.replyTimeout(milliseconds: milliseconds))
        }
    }

    nonisolated var idleSince: MonotonicTime? {
        assumeIsolated { connection in
            let isBusy =
                connection.inFlightCount > 0 || !connection.calls.isEmpty || connection.stream.pendingByteCount > 0
            return isBusy ? nil : connection.receivedAt
        }
    }

    /// Ends now, whatever is in flight. Called on the loop.
    nonisolated func endAtOnce() {
        assumeIsolated { $0.abort() }
    }

    private func abort() {
        guard !isOver else { return }
        stream.close()
        end()
    }

    private func writePreface() {
        Preface(
            frameByteCountMax: UInt32(clamping: ledger.limits.frameByteCountMax),
            inFlightCountMax: UInt32(clamping: ledger.limits.inFlightCountMax)
        ).write(to: stream.output)
    }

    private func writeGoAway(_ failure: CallFailure) {
        let output = stream.output
        let start = output.count
        _ = unsafe output.extend(byteCount: FrameHeader.byteCount)
        Status.write(failure, to: output)
        let header = FrameHeader(
            .goAway, bodyByteCount: output.count - start - FrameHeader.byteCount, code: failure.status.rawValue,
            value: lastStream)
        unsafe header.store(to: output.mutableBytes.baseAddress! + start)
    }
}
