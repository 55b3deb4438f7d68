internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary

/// One call on its way: its frame, who waits for it, until when. Touched on the loop's thread only once posted.
@safe final class OutgoingCall: Expiring, @unchecked Sendable {
    // Unchecked: made by the caller, then handed to the loop, which owns it from there on.

    /// The whole frame; stream and timeout are filled in when it leaves.
    let frame: ByteBuffer
    let method: UInt16
    let deadline: MonotonicTime
    var heapIndex = -1
    /// 0 until it was sent.
    var stream: UInt32 = 0
    var isCancelled = false
    var hasBegun = false
    private unowned let core: ClientCore
    private var continuation: UnsafeContinuation<Result<Reply, CallFailure>, Never>?
    /// Set when the call ended before anybody waited.
    private var result: Result<Reply, CallFailure>?

    init(core: ClientCore, method: UInt16, frame: ByteBuffer, deadline: MonotonicTime) {
        self.core = core
        self.method = method
        self.frame = frame
        self.deadline = deadline
    }

    func wait(_ continuation: UnsafeContinuation<Result<Reply, CallFailure>, Never>) {
        unsafe self.continuation = unsafe continuation
    }

    var isOver: Bool { result != nil }

    /// Ends the call. Only the first result counts.
    func end(_ result: Result<Reply, CallFailure>) {
        guard self.result == nil else { return }
        self.result = result
        unsafe continuation?.resume(returning: result)
        unsafe continuation = nil
    }

    func expire() {
        core.expire(self)
    }
}
