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

    // What is known of the request.
    var takesStream = false
    var isPost = false
    var isContentTypeKnown = false
    var hasPath = false
    var headerByteCount = 0
    var problem: GRPCProblem?
    /// Whole messages, or the part of one that has come, each after its five bytes.
    var body: ByteBuffer?
    var isRequestEnded = false
    /// Handed to whoever answers it, or answered by the session.
    var isHandedOver = false

    // What is known of the reply.
    var reply: ByteBuffer?
    var sentByteCount = 0
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
        methodIndex = -1
        timeoutMicroseconds = 0
        if !headers.isEmpty { headers = [] }
        takesStream = false
        isPost = false
        isContentTypeKnown = false
        hasPath = false
        headerByteCount = 0
        problem = nil
        body?.clear(capacityKept: Self.keptByteCountMax)
        isRequestEnded = false
        isHandedOver = false
        reply?.clear(capacityKept: Self.keptByteCountMax)
        sentByteCount = 0
        trailers = nil
        isAnswered = false
        isClosed = false
    }

    /// Memory that an exchange keeps for the next call.
    static let keptByteCountMax = 4 << 10

    /// The bytes of the one message of a call that takes one.
    @unsafe public var message: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: body!.bytes[Self.messageHeadByteCount...])
    }

    /// An empty buffer for the reply: room for a message's head, to which the message is to be added.
    public func startReply() -> ByteBuffer {
        let buffer = reply ?? ByteBuffer(capacity: 64)
        reply = buffer
        buffer.clear()
        _ = unsafe buffer.extend(byteCount: Self.messageHeadByteCount)
        return buffer
    }

    /// Bytes that this exchange holds of the request.
    var heldByteCount: Int { body?.count ?? 0 }

    /// Bytes of the reply that are still to be sent.
    var unsentByteCount: Int { (reply?.count ?? 0) - sentByteCount }
}
