internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary

/// A streaming call on its way: what its caller has sent and not taken yet lies here, between task and loop.
///
/// Either side works through what lies here without the other; the loop is woken once for all that was sent or taken
/// since it last looked.
@safe final class OutgoingStream: OutgoingCall, @unchecked Sendable {
    // Unchecked: `shared` is guarded; the rest belongs to the loop, as in `OutgoingCall`.

    @safe private struct Shared {
        var arrived: [ByteBuffer] = []
        var arrivedIndex = 0
        /// Bytes that were taken and not given back as credit.
        var takenByteCount = 0
        var reader: UnsafeContinuation<Void, Never>?
        /// Messages, as frames, that the loop has not fetched.
        var leaving: [ByteBuffer] = []
        /// Bytes of these and of those that wait for credit.
        var waitingByteCount = 0
        var isFinished = false
        var writer: UnsafeContinuation<Void, Never>?
        /// The loop will look.
        var isPosted = false
        var ending: Result<Void, CallFailure>?

        var isFull: Bool { ending == nil && waitingByteCount > OutgoingStream.roomByteCount }
    }

    private enum Step {
        case message(ByteBuffer, asksLoop: Bool)
        case ended
        case failed(CallFailure)
        case wait
    }

    private let shared = Guarded(Shared())

    // The loop's own.
    private var fetched: [ByteBuffer] = []
    private var fetchedIndex = 0
    private var mayFinish = false
    private var hasSentEnd: Bool
    /// A message went or came: the call cannot be made anew as if nothing had been.
    private var isTouched = false
    /// Bytes of messages that the server takes, and those that it may send.
    private var outgoingCredit = Limits.streamCreditByteCount
    private var incomingCredit = Limits.streamCreditByteCount

    /// Bytes of messages that may wait before their sender waits too.
    private static let roomByteCount = Limits.streamCreditByteCount

    static let unexpected = CallFailure(
        .internal, "stream_unexpected", "the server sent what belongs to a stream, and the call has none")
    private static let creditExceeded = CallFailure(
        .internal, "credit_exceeded", "the server sent a message of a stream without credit for it")
    private static let creditTooLarge = CallFailure(
        .internal, "credit_too_large", "the server gave a stream more than 2,147,483,647 bytes of credit")
    private static let over = CallFailure(
        .cancelled, "stream_over", "the server has ended the call, and takes no more of its messages")

    /// - Parameter takesMessages: whether the caller sends a stream.
    init(
        core: ClientCore, method: UInt16, frame: ByteBuffer, deadline: MonotonicTime, takesMessages: Bool
    ) {
        hasSentEnd = !takesMessages
        super.init(core: core, method: method, frame: frame, deadline: deadline)
    }

    // MARK: From the caller's task

    /// Sends `frame`, room for its header included, and waits while much of what was sent before waits still.
    func send(_ frame: ByteBuffer) async throws(CallFailure) {
        let asksLoop = shared.withLock { (shared) -> Bool in
            guard shared.ending == nil else { return false }
            precondition(!shared.isFinished, "a message was sent after the last one")
            shared.leaving.append(frame)
            shared.waitingByteCount += frame.count
            return Self.ask(&shared)
        }
        if asksLoop { core.loop.post(self) }
        while shared.withLock({ (shared) -> Bool in shared.isFull }) {
            await withTaskCancellationHandler {
                unsafe await withUnsafeContinuation { continuation in
                    let mustWait = shared.withLock { shared in
                        guard shared.isFull else { return false }
                        unsafe shared.writer = continuation
                        return true
                    }
                    if !mustWait { unsafe continuation.resume() }
                }
            } onCancel: {
                cancel()
            }
        }
        guard let ending = shared.withLock({ $0.ending }) else { return }
        try ending.get()
        throw Self.over
    }

    /// Says that no more messages follow.
    func finish() {
        let asksLoop = shared.withLock { shared in
            guard !shared.isFinished, shared.ending == nil else { return false }
            shared.isFinished = true
            return Self.ask(&shared)
        }
        if asksLoop { core.loop.post(self) }
    }

    /// The next message; nil after the last one. Cancelling the task cancels the call.
    func next() async throws(CallFailure) -> ByteBuffer? {
        while true {
            if Task.isCancelled { cancel() }
            switch shared.withLock({ Self.take(&$0) }) {
            case .message(let message, let asksLoop):
                if asksLoop { core.loop.post(self) }
                return message
            case .ended: return nil
            case .failed(let failure): throw failure
            case .wait: break
            }
            await withTaskCancellationHandler {
                unsafe await withUnsafeContinuation { continuation in
                    let mustWait = shared.withLock { shared in
                        guard shared.ending == nil, shared.arrived.isEmpty else { return false }
                        precondition(unsafe shared.reader == nil, "two tasks read one stream")
                        unsafe shared.reader = continuation
                        return true
                    }
                    if !mustWait { unsafe continuation.resume() }
                }
            } onCancel: {
                cancel()
            }
        }
    }

    /// The next message if it is here already.
    func nextArrived() throws(CallFailure) -> ByteBuffer? {
        switch shared.withLock({ Self.take(&$0) }) {
        case .message(let message, let asksLoop):
            if asksLoop { core.loop.post(self) }
            return message
        case .ended, .wait: return nil
        case .failed(let failure): throw failure
        }
    }

    private static func take(_ shared: inout Shared) -> Step {
        guard shared.arrivedIndex < shared.arrived.count else {
            switch shared.ending {
            case nil: return .wait
            case .success: return .ended
            case .failure(let failure): return .failed(failure)
            }
        }
        let message = shared.arrived[shared.arrivedIndex]
        shared.arrivedIndex += 1
        if shared.arrivedIndex == shared.arrived.count {
            shared.arrived.removeAll(keepingCapacity: true)
            shared.arrivedIndex = 0
        } else if shared.arrivedIndex == 64 {
            shared.arrived.removeFirst(64)
            shared.arrivedIndex = 0
        }
        shared.takenByteCount += message.count + FrameHeader.byteCount
        let isWorthCredit = shared.takenByteCount >= Limits.streamCreditByteCount / 2 && shared.ending == nil
        return .message(message, asksLoop: isWorthCredit && ask(&shared))
    }

    /// True when the loop has to be told to look.
    private static func ask(_ shared: inout Shared) -> Bool {
        defer { shared.isPosted = true }
        return !shared.isPosted
    }

    /// Ends the call, here and at the server, unless it is over. May be repeated.
    func cancel() {
        guard shared.withLock({ $0.ending == nil }) else { return }
        core.cancel(self)
    }

    // MARK: From the loop

    override func runOnLoop() {
        if hasBegun { sendMore() } else { core.begin(self) }
    }

    override var isWhole: Bool { !isTouched }

    override func sendMore() {
        guard let link, !isOver else { return }
        let given = shared.withLock { shared in
            shared.isPosted = false
            if fetchedIndex == fetched.count {
                fetched.removeAll(keepingCapacity: true)
                fetchedIndex = 0
                swap(&fetched, &shared.leaving)
            } else {
                fetched.append(contentsOf: shared.leaving)
                shared.leaving.removeAll(keepingCapacity: true)
            }
            mayFinish = shared.isFinished
            guard shared.takenByteCount >= Limits.streamCreditByteCount / 2 else { return 0 }
            defer { shared.takenByteCount = 0 }
            return shared.takenByteCount
        }
        if given > 0 {
            incomingCredit += given
            FrameHeader(.credit, stream: stream, value: UInt32(clamping: given)).write(to: link.stream.output)
        }
        sendFetched(over: link)
    }

    private func sendFetched(over link: Link) {
        var sentByteCount = 0
        while fetchedIndex < fetched.count, outgoingCredit > 0 {
            let frame = fetched[fetchedIndex]
            fetchedIndex += 1
            if let failure = core.tooLarge(frame, for: link) { return core.end(self, failure) }
            let byteCount = frame.count - FrameHeader.byteCount
            unsafe FrameHeader(.item, bodyByteCount: byteCount, stream: stream)
                .store(to: frame.mutableBytes.baseAddress!)
            isTouched = true
            outgoingCredit -= frame.count
            sentByteCount += frame.count
            link.send(frame)
        }
        if fetchedIndex == fetched.count {
            fetched.removeAll(keepingCapacity: true)
            fetchedIndex = 0
            if mayFinish, !hasSentEnd {
                hasSentEnd = true
                isTouched = true
                FrameHeader(.end, stream: stream).write(to: link.stream.output)
            }
        }
        guard sentByteCount > 0 else { return }
        let writer: UnsafeContinuation<Void, Never>? = unsafe shared.withLock { shared in
            shared.waitingByteCount -= sentByteCount
            guard shared.waitingByteCount <= Self.roomByteCount / 2 else { return nil }
            defer { unsafe shared.writer = nil }
            return unsafe shared.writer
        }
        unsafe writer?.resume()
    }

    override func addCredit(_ byteCount: Int) -> CallFailure? {
        outgoingCredit += byteCount
        guard outgoingCredit <= Int(Int32.max) else { return Self.creditTooLarge }
        if let link { sendFetched(over: link) }
        return nil
    }

    override func receive(_ message: ByteBuffer) -> CallFailure? {
        guard incomingCredit > 0 else { return Self.creditExceeded }
        isTouched = true
        incomingCredit -= message.count + FrameHeader.byteCount
        let reader: UnsafeContinuation<Void, Never>? = unsafe shared.withLock { shared in
            shared.arrived.append(message)
            defer { unsafe shared.reader = nil }
            return unsafe shared.reader
        }
        unsafe reader?.resume()
        return nil
    }

    override func end(_ result: Result<Reply, CallFailure>) {
        fetched = []
        fetchedIndex = 0
        let (reader, writer) = unsafe shared.withLock { shared in
            shared.ending = result.map { _ in }
            shared.leaving = []
            if case .failure(let failure) = result, failure.status == .cancelled || failure.status == .deadlineExceeded
            {
                // Nobody wants what came before it, either.
                shared.arrived = []
                shared.arrivedIndex = 0
            }
            defer {
                unsafe shared.reader = nil
                unsafe shared.writer = nil
            }
            return unsafe (shared.reader, shared.writer)
        }
        unsafe reader?.resume()
        unsafe writer?.resume()
    }
}
