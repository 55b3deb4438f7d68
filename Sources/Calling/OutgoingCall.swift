internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary
internal import Wire

/// One call on its way: its frame, who waits for it, until when. Touched on the loop's thread only once posted.
@safe class OutgoingCall: Expiring, LoopTask, @unchecked Sendable {
    // Unchecked: made by the caller, then handed to the loop, which owns it from there on.

    final let core: ClientCore
    /// The whole frame; stream and timeout are filled in when it leaves.
    final let frame: ByteBuffer
    final let method: UInt16
    final let deadline: MonotonicTime
    final var heapIndex = -1
    /// The connection it went over; nil until it was sent, and once it is over.
    final var link: Link?
    /// Its number on that connection.
    final var stream: UInt32 = 0
    /// How often it went over another connection, as the one before took no more calls.
    final var moveCount = 0
    final var isCancelled = false
    final var hasBegun = false
    final var isOver = false
    private final var continuation: UnsafeContinuation<Result<Reply, CallFailure>, Never>?

    init(core: ClientCore, method: UInt16, frame: ByteBuffer, deadline: MonotonicTime) {
        self.core = core
        self.method = method
        self.frame = frame
        self.deadline = deadline
    }

    /// A buffer with room for a frame's header, for a message to be added.
    ///
    /// - Parameter trace: stands before the message, which the header's flags tell.
    static func makeFrame(trace: TraceContext? = nil, capacity: Int = 256) -> ByteBuffer {
        let frame = ByteBuffer(capacity: capacity)
        FrameHeader(.request, flags: trace == nil ? 0 : FrameHeader.metadataFlag).write(to: frame)
        guard let trace else { return frame }
        let start = frame.count
        _ = unsafe frame.extend(byteCount: MemoryLayout<UInt32>.size)
        Metadata(traceparent: trace.text).write(to: frame)
        let byteCount = UInt32(frame.count - start - MemoryLayout<UInt32>.size)
        unsafe frame.mutableBytes.storeBytes(of: byteCount.littleEndian, toByteOffset: start, as: UInt32.self)
        return frame
    }

    final func wait(_ continuation: UnsafeContinuation<Result<Reply, CallFailure>, Never>) {
        unsafe self.continuation = unsafe continuation
    }

    func runOnLoop() {
        core.begin(self)
    }

    final func expire() {
        core.expire(self)
    }

    /// Whether it can be sent again as if it never had been.
    var isWhole: Bool { true }

    /// It was sent over `link`: what else it has to say can follow.
    func sendMore() {}

    /// The server takes `byteCount` bytes of messages more.
    ///
    /// - Returns: why the server may not; nil when it may.
    func addCredit(_ byteCount: Int) -> CallFailure? {
        OutgoingStream.unexpected
    }

    /// A message came.
    ///
    /// - Returns: why it may not; nil when it may.
    func receive(_ message: ByteBuffer) -> CallFailure? {
        OutgoingStream.unexpected
    }

    /// Tells who waits. Called once.
    func end(_ result: Result<Reply, CallFailure>) {
        unsafe continuation?.resume(returning: result)
        unsafe continuation = nil
    }
}
