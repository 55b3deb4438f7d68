internal import Eventing
public import Ground
internal import Session
public import Vocabulary

/// The messages of a streaming call as its handler sees them: those that come, and those it sends. Used on the loop,
/// where handlers of streams run.
///
/// A caller that sends faster than the handler takes is held up by its credit; a handler that sends faster than the
/// caller takes waits in `send`.
@safe public final class CallStream: @unchecked Sendable {
    // Unchecked: confined to the loop's thread, which `next` and `send` check.

    /// A message that came, after `skippedByteCount` bytes that are none of it.
    public struct Message: Sendable {
        public let buffer: ByteBuffer
        public let skippedByteCount: Int
    }

    /// Not owned: the call owns this, and its handler runs as long as it is there.
    private unowned let call: PendingCall
    private var arrived: [Message] = []
    private var arrivedIndex = 0
    private(set) var arrivedByteCount = 0
    private(set) var hasEnded = false
    /// Why nothing more comes or goes; nil while it may.
    private(set) var failure: CallFailure?
    private var reader: UnsafeContinuation<Void, Never>?
    private var writer: UnsafeContinuation<Void, Never>?
    let takesStream: Bool

    /// Of the framed protocol: bytes that the caller still takes, those it may still send, and messages that wait.
    var outgoing = StreamCredit()
    var incoming = StreamCredit()
    /// True once the handler is done and its last messages still wait.
    var isFinished = false
    private var stall = StallWatch()

    init(call: PendingCall, takesStream: Bool) {
        self.call = call
        self.takesStream = takesStream
        hasEnded = !takesStream
    }

    // MARK: For handlers

    /// The next message; nil after the last one.
    ///
    /// - Throws: `CANCELLED` or `DEADLINE_EXCEEDED` once nobody waits for the call any more.
    public func next() async throws(CallFailure) -> Message? {
        precondition(call.connection.loop.isOnLoop, "a stream was read off its loop")
        while true {
            if let failure { throw failure }
            if arrivedIndex < arrived.count { return take() }
            if hasEnded { return nil }
            unsafe await withUnsafeContinuation { unsafe reader = $0 }
        }
    }

    private func take() -> Message {
        let message = arrived[arrivedIndex]
        arrivedIndex += 1
        if arrivedIndex == arrived.count {
            arrived.removeAll(keepingCapacity: true)
            arrivedIndex = 0
        } else if arrivedIndex == 64 {
            arrived.removeFirst(64)
            arrivedIndex = 0
        }
        arrivedByteCount -= message.buffer.count
        call.connection.taken(message.buffer.count, of: call)
        return message
    }

    /// Waits until nobody waits for the call any more.
    ///
    /// - Throws: always, by what ended it.
    public func waitUntilGone() async throws(CallFailure) {
        while true {
            if let failure { throw failure }
            unsafe await withUnsafeContinuation { unsafe reader = $0 }
        }
    }

    /// True while messages wait to be taken.
    var hasArrived: Bool { arrivedIndex < arrived.count }

    /// Sends the message that `write` adds to its buffer, and waits while more than 256 KiB of them wait.
    ///
    /// - Throws: `CANCELLED` or `DEADLINE_EXCEEDED` once nobody waits for the call any more; `RESOURCE_EXHAUSTED` when
    ///   the message is larger than the caller takes.
    public func send(_ write: (ByteBuffer) -> Void) async throws(CallFailure) {
        precondition(call.connection.loop.isOnLoop, "a stream was written off its loop")
        if let failure { throw failure }
        let message = call.makeReply()
        write(message)
        try call.connection.send(message, of: call)
        while failure == nil, !call.connection.hasRoom(for: call) {
            unsafe await withUnsafeContinuation { unsafe writer = $0 }
        }
    }

    // MARK: For the connection

    func add(_ message: Message) {
        arrived.append(message)
        arrivedByteCount += message.buffer.count
        wakeReader()
    }

    func end() {
        hasEnded = true
        wakeReader()
    }

    /// Has `next` and `send` throw `failure`, now and from now on.
    func fail(_ failure: CallFailure) {
        guard self.failure == nil else { return }
        self.failure = failure
        wakeReader()
        wakeWriter()
    }

    private func wakeReader() {
        guard let waiting = unsafe reader else { return }
        unsafe reader = nil
        unsafe waiting.resume()
    }

    /// True when messages have waited so long for credit, and none was given. Of the framed protocol.
    func isStuck(at now: MonotonicTime, forMicroseconds microseconds: UInt64) -> Bool {
        stall.isStuck(
            isWaiting: !outgoing.waiting.isEmpty && outgoing.byteCount <= 0,
            position: outgoing.sentByteCount, at: now, forMicroseconds: microseconds)
    }

    /// There may be room again.
    func wakeWriter() {
        guard let waiting = unsafe writer else { return }
        unsafe writer = nil
        unsafe waiting.resume()
    }
}
