public import Ground
public import Vocabulary

/// One call of a connection that speaks gRPC, from its first header until its stream is closed. Used again afterwards.
public final class GRPCExchange {
    /// Its place among the exchanges of the connection.
    public let index: Int
    public internal(set) var stream: Int32 = 0
    /// Index of the method that the path named.
    public internal(set) var methodIndex = -1
    /// When the first header came.
    public internal(set) var receivedAt = MonotonicTime(nanoseconds: 0)
    /// 0 = none.
    public internal(set) var timeoutMicroseconds: UInt64 = 0
    /// Headers that are none of gRPC's own.
    public internal(set) var headers: [CallHeader] = []

    /// Whether the method takes a stream of messages.
    public internal(set) var takesStream = false

    // What is known of the request.
    var problem: GRPCProblem?
    /// The message, or the part of it that has come, after its five bytes.
    var body: ByteBuffer?
    /// Of a stream: when the message that has come in part was begun.
    var messageBegunAt = MonotonicTime(nanoseconds: 0)
    /// Of a stream: messages that were told and not taken.
    var untakenCount = 0
    /// Of a stream: bytes that the peer was not told to be read.
    var unconsumedByteCount = 0
    var isRequestEnded = false
    /// Handed to whoever answers it, or answered by the session.
    var isHandedOver = false

    // What is known of the reply.
    /// Kept from call to call, for replies that are made at once.
    var ownReply: ByteBuffer?
    /// Messages that wait to be sent, each after its five bytes, from `replyIndex` on.
    var replies: [ByteBuffer] = []
    var replyIndex = 0
    /// Bytes of the first of them that were sent.
    var sentByteCount = 0
    /// Bytes of replies that are still to be sent.
    public internal(set) var unsentByteCount = 0
    /// Bytes of replies that were sent on its streams so far.
    var takenByteCount: UInt64 = 0
    /// Notices that the peer takes nothing.
    var stall = StallWatch()
    /// Unsent bytes at which whoever answers wants to be told that there is room; nil while it does not wait.
    public var wakeByteCount: Int?
    var hasBegunReply = false
    var trailers: ReplyTrailers?
    var isAnswered = false
    var isClosed = false

    init(index: Int) {
        self.index = index
    }

    /// By which HTTP/2 knows it. The session keeps every exchange as long as itself.
    var address: Int { unsafe Int(bitPattern: Unmanaged.passUnretained(self).toOpaque()) }

    /// What `body` makes of the exchange at `address`. It is kept by the session, so that nothing is counted.
    @inline(__always)
    static func with<Result>(_ address: Int, _ body: (GRPCExchange) -> Result) -> Result {
        unsafe Unmanaged<GRPCExchange>.fromOpaque(UnsafeRawPointer(bitPattern: address)!)._withUnsafeGuaranteedRef(body)
    }

    /// Bytes before each message: compressed or not, and its length.
    public static let messageHeadByteCount = 5

    func begin(_ stream: Int32, at now: MonotonicTime) {
        self.stream = stream
        receivedAt = now
        takesStream = false
        problem = nil
        body?.clear(capacityKept: Self.keptByteCountMax)
        isRequestEnded = false
        isHandedOver = false
        untakenCount = 0
        unconsumedByteCount = 0
        ownReply?.clear(capacityKept: Self.keptByteCountMax)
        forgetReplies()
        wakeByteCount = nil
        stall = StallWatch()
        hasBegunReply = false
        trailers = nil
        isAnswered = false
        isClosed = false
    }

    /// Takes over what the headers said; what is wrong with it, nil when it may go on.
    func take(_ head: inout RequestHead) -> GRPCProblem? {
        methodIndex = head.methodIndex
        takesStream = head.takesStream
        timeoutMicroseconds = head.timeoutMicroseconds
        headers = head.headers
        return head.problem
    }

    func forgetReplies() {
        if replies.isEmpty { return }
        replies.removeAll(keepingCapacity: true)
        replyIndex = 0
        sentByteCount = 0
        unsentByteCount = 0
    }

    /// Memory that an exchange keeps for the next call.
    static let keptByteCountMax = 4 << 10

    /// The bytes of the one message of a call that takes one.
    @unsafe public var message: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: body!.bytes[Self.messageHeadByteCount...])
    }

    /// An empty buffer for the reply: room for a message's head, to which the message is to be added.
    public func startReply() -> ByteBuffer {
        let buffer = ownReply ?? ByteBuffer(capacity: 64)
        ownReply = buffer
        buffer.clear()
        _ = unsafe buffer.extend(byteCount: Self.messageHeadByteCount)
        return buffer
    }

    /// Bytes that this exchange holds of the request.
    var heldByteCount: Int { body?.count ?? 0 }
}
