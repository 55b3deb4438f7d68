public import Ground
public import HTTP2
internal import Vocabulary

/// The server's side of one connection that speaks gRPC: bytes in, actions out, answers in, bytes out. No I/O and no
/// clock.
///
/// HTTP/2 itself is nghttp2's; here is what gRPC makes of it, and what a peer may not do too often.
@safe public final class GRPCSession: HTTP2Session {
    let paths: MethodPaths
    let settings: GRPCSettings

    /// Of the request whose headers come in; no other's come between them. Behind a pointer, as each header asks it.
    private let head = UnsafeMutablePointer<RequestHead>.allocate(capacity: 1)
    private let headerListByteCountMax: Int

    private var exchanges: [GRPCExchange] = []
    private var freeIndices: [Int] = []
    /// What happened and was not asked for yet: from `nextAction` on.
    private var actions: [GRPCAction] = []
    private var nextActionIndex = 0

    var now = MonotonicTime(nanoseconds: 0)
    /// Bytes of requests that may still be held. Of `receive`.
    private var requestByteBudget = 0
    private var pings: FrameBudget
    private var idleFrames: FrameBudget
    private var isDraining = false
    private var isShutDown = false

    /// Calls that are begun and not closed.
    public private(set) var openCount = 0
    /// Of those, calls whose request has not come whole.
    public private(set) var openRequestCount = 0
    /// Bytes of requests that are held here.
    public private(set) var heldRequestByteCount = 0
    /// Bytes of replies that wait for the peer.
    public internal(set) var heldReplyByteCount = 0
    /// True once the peer's settings have come.
    public private(set) var isOpen = false
    /// Connections that were ended for what the peer did.
    public private(set) var hasFailed = false
    /// Changes with every answer to a ping.
    public private(set) var pongCount = 0

    public init(paths: MethodPaths, settings: GRPCSettings) {
        self.paths = paths
        self.settings = settings
        pings = FrameBudget(burst: settings.pingCountMax, perSecond: settings.pingCountPerSecond)
        idleFrames = FrameBudget(burst: settings.idleFrameCountMax, perSecond: settings.idleFrameCountPerSecond)
        headerListByteCountMax = settings.headerListByteCountMax
        unsafe head.initialize(to: RequestHead())
        super.init(settings.http2)
    }

    deinit {
        unsafe head.deinitialize(count: 1)
        unsafe head.deallocate()
    }

    // MARK: Bytes in

    /// Reads `bytes`, all of them; then ask for the actions.
    ///
    /// - Parameter requestByteBudget: bytes of requests that may be held beside those that are.
    /// - Throws: when the connection is to be closed at once.
    @unsafe public func receive(
        _ bytes: UnsafeRawBufferPointer, at now: MonotonicTime, requestByteBudget: Int
    ) throws(HTTP2Error) {
        self.now = now
        self.requestByteBudget = requestByteBudget
        try unsafe receive(bytes)
    }

    /// The next thing that happened; nil when there is nothing more.
    public func nextAction() -> GRPCAction? {
        while nextActionIndex < actions.count {
            let action = actions[nextActionIndex]
            nextActionIndex += 1
            switch action {
            case .message(let exchange, let message):
                heldRequestByteCount -= message.count
                if exchange.isClosed { continue }
            case .call(let exchange), .refused(let exchange, _), .ended(let exchange), .hasRoom(let exchange):
                // The peer may have reset it while it waited here.
                if exchange.isClosed { continue }
            case .cancelled(let exchange):
                // A request that nobody has looked at is still here.
                release(exchange)
                free(exchange)
            }
            return action
        }
        actions.removeAll(keepingCapacity: true)
        nextActionIndex = 0
        return nil
    }

    /// Actions that wait to be asked for.
    public var waitingActionCount: Int { actions.count - nextActionIndex }

    /// Gives up on requests, and messages of streams, that were begun before `start` and have not come whole.
    public func refuseRequests(begunBefore start: MonotonicTime) {
        for exchange in exchanges where exchange.stream != 0 && !exchange.isClosed && exchange.problem == nil {
            let isLate =
                exchange.isHandedOver
                ? exchange.heldByteCount > 0 && exchange.takesStream && exchange.messageBegunAt < start
                : exchange.receivedAt < start
            if isLate { refuse(exchange, .tooSlow) }
        }
    }

    /// Resets the streams whose replies the peer's windows have held up for so long without a byte's progress.
    ///
    /// - Returns: how many.
    public func resetStuckStreams(at now: MonotonicTime, forMicroseconds microseconds: UInt64) -> Int {
        guard heldReplyByteCount > 0 else { return 0 }
        var count = 0
        for exchange in exchanges where exchange.stream != 0 && !exchange.isClosed {
            let isStuck = exchange.stall.isStuck(
                isWaiting: exchange.unsentByteCount > 0, position: exchange.takenByteCount, at: now,
                forMicroseconds: microseconds)
            if isStuck {
                reset(exchange.stream, .cancel)
                count += 1
            }
        }
        return count
    }

    // MARK: The connection

    /// Takes no new calls any more. Those that cross the announcement are served; the session is over after the last.
    public func drain() {
        guard !isDraining else { return }
        isDraining = true
        announceShutdown()
        ping()
    }

    /// Ends the connection for what the peer did too often.
    func calm(_ text: StaticString) {
        guard !hasFailed else { return }
        hasFailed = true
        terminate(.enhanceYourCalm, text)
    }

    // MARK: Exchanges

    private func makeExchange() -> GRPCExchange {
        if let index = freeIndices.popLast() { return exchanges[index] }
        let exchange = GRPCExchange(index: exchanges.count)
        exchanges.append(exchange)
        return exchange
    }

    private func free(_ exchange: GRPCExchange) {
        exchange.stream = 0
        freeIndices.append(exchange.index)
    }

    /// Notes what is wrong with `exchange`, and reads no more of it.
    func refuse(_ exchange: GRPCExchange, _ problem: GRPCProblem) {
        guard exchange.problem == nil else { return }
        exchange.problem = problem
        release(exchange)
        handOver(exchange)
        actions.append(.refused(exchange, problem))
    }

    /// From now on somebody will answer `exchange`.
    private func handOver(_ exchange: GRPCExchange) {
        guard !exchange.isHandedOver else { return }
        exchange.isHandedOver = true
        openRequestCount -= 1
    }

    /// A message of a stream was read: the peer may send more.
    public func messageTaken(of exchange: GRPCExchange) {
        exchange.untakenCount -= 1
        if exchange.untakenCount == 0, !exchange.isClosed { consumeStream(of: exchange) }
    }

    private func consumeStream(of exchange: GRPCExchange) {
        guard exchange.unconsumedByteCount > 0 else { return }
        consumeStream(exchange.stream, byteCount: exchange.unconsumedByteCount)
        exchange.unconsumedByteCount = 0
    }

    /// Forgets what is held of the request.
    private func release(_ exchange: GRPCExchange) {
        heldRequestByteCount -= exchange.heldByteCount
        exchange.body?.clear(capacityKept: GRPCExchange.keptByteCountMax)
    }

    /// The request of `exchange` was read, and is not looked at any more.
    public func dropRequest(of exchange: GRPCExchange) {
        release(exchange)
    }

    /// The request of `exchange`, for whoever keeps it: `messageHeadByteCount` bytes, then the message.
    public func takeRequest(of exchange: GRPCExchange) -> ByteBuffer {
        let body = exchange.body!
        exchange.body = nil
        heldRequestByteCount -= body.count
        return body
    }

    // MARK: What HTTP/2 tells

    public override func streamBegan(_ stream: Int32) -> Int? {
        if isShutDown { return nil }
        let exchange = makeExchange()
        exchange.begin(stream, at: now)
        openCount += 1
        openRequestCount += 1
        unsafe head.pointee = RequestHead()
        return exchange.address
    }

    public override func headerReceived(_ tag: Int, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        unsafe head.pointee.byteCount += name.count + value.count + 32
        guard unsafe head.pointee.byteCount <= headerListByteCountMax else { return skipHeader() }
        unsafe head.pointee.read(name, value, paths)
    }

    /// A few headers over the limit are read over; a flood of them, which a small table can bring about, ends the
    /// connection.
    private func skipHeader() {
        if unsafe head.pointee.byteCount > 8 * headerListByteCountMax { calm("too_many_headers") }
        unsafe head.pointee.note(.headersTooLarge(limit: headerListByteCountMax))
    }

    public override func headersEnded(_ tag: Int) {
        GRPCExchange.with(tag) { check($0) }
    }

    private func check(_ exchange: GRPCExchange) {
        if let problem = unsafe exchange.take(&head.pointee) { return refuse(exchange, problem) }
        if exchange.takesStream {
            handOver(exchange)
            actions.append(.call(exchange))
        }
    }

    public override func bodyReceived(_ tag: Int, _ bytes: UnsafeRawBufferPointer) {
        GRPCExchange.with(tag) { unsafe add(bytes, to: $0) }
    }

    private func add(_ bytes: UnsafeRawBufferPointer, to exchange: GRPCExchange) {
        if exchange.takesStream, exchange.problem == nil, !exchange.isAnswered {
            return unsafe addMessages(bytes, to: exchange)
        }
        consume(exchange.stream, byteCount: bytes.count)
        if exchange.isHandedOver { return }
        if bytes.count > requestByteBudget {
            return refuse(exchange, .memoryExhausted(byteCount: exchange.heldByteCount + bytes.count))
        }
        let body = exchange.body ?? ByteBuffer(capacity: bytes.count)
        exchange.body = body
        unsafe append(bytes, to: body)
        if let problem = problem(of: body, isWhole: false) { refuse(exchange, problem) }
    }

    private func append(_ bytes: UnsafeRawBufferPointer, to body: ByteBuffer) {
        unsafe body.append(bytes)
        heldRequestByteCount += bytes.count
        requestByteBudget -= bytes.count
    }

    /// Cuts the messages of a stream apart.
    private func addMessages(_ bytes: UnsafeRawBufferPointer, to exchange: GRPCExchange) {
        consumeConnection(byteCount: bytes.count)
        exchange.unconsumedByteCount += bytes.count
        // The rest of a message is let through whatever its size; what waits to be taken holds the peer up.
        if exchange.untakenCount == 0 { consumeStream(of: exchange) }
        var rest = unsafe bytes
        while rest.count > 0 {
            if bytes.count > requestByteBudget {
                return refuse(exchange, .memoryExhausted(byteCount: exchange.heldByteCount + bytes.count))
            }
            let body = exchange.body ?? ByteBuffer(capacity: unsafe Self.byteCountAtHand(rest))
            if body.count == 0 { exchange.messageBegunAt = now }
            exchange.body = body
            let wanted =
                body.count < GRPCExchange.messageHeadByteCount
                ? GRPCExchange.messageHeadByteCount : Self.byteCount(of: body)
            let part = unsafe UnsafeRawBufferPointer(rebasing: rest.prefix(wanted - body.count))
            unsafe append(part, to: body)
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[part.count...])
            if let problem = problem(of: body, isWhole: false) { return refuse(exchange, problem) }
            guard body.count >= GRPCExchange.messageHeadByteCount, body.count == Self.byteCount(of: body) else {
                continue
            }
            exchange.body = nil
            exchange.untakenCount += 1
            actions.append(.message(exchange, body))
        }
    }

    /// Bytes of the message that `rest` begins with, as far as they are there.
    private static func byteCountAtHand(_ rest: UnsafeRawBufferPointer) -> Int {
        let headByteCount = GRPCExchange.messageHeadByteCount
        guard rest.count > headByteCount else { return headByteCount }
        let length = unsafe UInt32(bigEndian: rest.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
        return min(rest.count, Int(length) + headByteCount)
    }

    /// Bytes of the message that begins in `body`, its five first ones included, which are there.
    private static func byteCount(of body: ByteBuffer) -> Int {
        let length = unsafe UInt32(bigEndian: body.bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
        return Int(length) + GRPCExchange.messageHeadByteCount
    }

    public override func requestEnded(_ tag: Int) {
        GRPCExchange.with(tag) { endRequest($0) }
    }

    private func endRequest(_ exchange: GRPCExchange) {
        exchange.isRequestEnded = true
        if exchange.takesStream, exchange.problem == nil {
            if exchange.heldByteCount > 0 { return refuse(exchange, .messageTruncated) }
            actions.append(.ended(exchange))
            return
        }
        guard !exchange.isHandedOver else { return }
        guard let body = exchange.body, body.count > 0 else { return refuse(exchange, .messageMissing) }
        if let problem = problem(of: body, isWhole: true) { return refuse(exchange, problem) }
        handOver(exchange)
        actions.append(.call(exchange))
    }

    /// What is wrong with the one message in `body`, as far as it has come.
    private func problem(of body: ByteBuffer, isWhole: Bool) -> GRPCProblem? {
        let bytes = unsafe body.bytes
        let headByteCount = GRPCExchange.messageHeadByteCount
        guard bytes.count >= headByteCount else { return isWhole ? .messageTruncated : nil }
        if unsafe bytes[0] != 0 { return .encodingUnknown }
        let byteCount = Self.byteCount(of: body) - headByteCount
        if byteCount > settings.messageByteCountMax {
            return .messageTooLarge(byteCount: byteCount, limit: settings.messageByteCountMax)
        }
        let came = bytes.count - headByteCount
        if came > byteCount { return .messagesTooMany }
        return isWhole && came < byteCount ? .messageTruncated : nil
    }

    public override func streamClosed(_ tag: Int, code: UInt32) {
        GRPCExchange.with(tag) { close($0) }
    }

    private func close(_ exchange: GRPCExchange) {
        exchange.isClosed = true
        openCount -= 1
        if !exchange.isHandedOver { openRequestCount -= 1 }
        heldReplyByteCount -= exchange.unsentByteCount
        exchange.forgetReplies()
        if exchange.takesStream || exchange.isHandedOver && !exchange.isAnswered {
            // Whoever has it, or will be told of it or its messages, is told first; then it is free.
            actions.append(.cancelled(exchange))
        } else {
            release(exchange)
            free(exchange)
        }
    }

    public override func controlReceived(_ kind: HTTP2ControlFrame) {
        switch kind {
        case .pong:
            pongCount += 1
            if isDraining, !isShutDown {
                isShutDown = true
                shutDown()
            }
        case .goAway: break
        case .ping:
            if !pings.take(at: now) { calm("too_many_pings") }
        case .settings:
            isOpen = true
            if !idleFrames.take(at: now) { calm("too_many_settings") }
        case .idle, .invalid:
            if !idleFrames.take(at: now) { calm("too_many_idle_frames") }
        }
    }

    public override func bodyWanted(_ tag: Int, byteCountMax: Int) -> HTTP2BodyPart {
        GRPCExchange.with(tag) { part(of: $0, byteCountMax: byteCountMax) }
    }

    private func part(of exchange: GRPCExchange, byteCountMax: Int) -> HTTP2BodyPart {
        // The peer gets what it asked for, so it may ask whether we are there.
        pings.fill()
        let byteCount = min(exchange.unsentByteCount, byteCountMax)
        guard byteCount == exchange.unsentByteCount, let trailers = exchange.trailers else {
            return HTTP2BodyPart(byteCount: byteCount, following: .body)
        }
        send(trailers, of: exchange)
        return HTTP2BodyPart(byteCount: byteCount, following: .trailers)
    }

    public override func bodyTaken(_ tag: Int, byteCount: Int, into output: ByteBuffer) {
        GRPCExchange.with(tag) { send(byteCount, of: $0, to: output) }
    }

    private func send(_ byteCount: Int, of exchange: GRPCExchange, to output: ByteBuffer) {
        var left = byteCount
        while left > 0 {
            let reply = exchange.replies[exchange.replyIndex]
            let start = exchange.sentByteCount
            let count = min(left, reply.count - start)
            unsafe output.append(UnsafeRawBufferPointer(rebasing: reply.bytes[start..<start + count]))
            exchange.sentByteCount += count
            left -= count
            if exchange.sentByteCount == reply.count { forgetFirstReply(of: exchange) }
        }
        exchange.unsentByteCount -= byteCount
        exchange.takenByteCount += UInt64(byteCount)
        heldReplyByteCount -= byteCount
        if let wanted = exchange.wakeByteCount, exchange.unsentByteCount <= wanted {
            exchange.wakeByteCount = nil
            actions.append(.hasRoom(exchange))
        }
    }

    private func forgetFirstReply(of exchange: GRPCExchange) {
        exchange.sentByteCount = 0
        exchange.replyIndex += 1
        if exchange.replyIndex == exchange.replies.count {
            exchange.replies.removeAll(keepingCapacity: true)
            exchange.replyIndex = 0
        } else if exchange.replyIndex == 64 {
            exchange.replies.removeFirst(64)
            exchange.replyIndex = 0
        }
    }
}
