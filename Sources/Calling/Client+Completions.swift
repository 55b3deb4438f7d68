public import Ground
internal import Session
public import Vocabulary
public import Wire

extension Client {
    /// A buffer for the message of a call that `start` makes.
    public static func makeFrame() -> ByteBuffer { OutgoingCall.makeFrame() }

    /// A frame with the message that another one, made without a trace, holds; each call needs a frame of its own.
    ///
    /// - Parameter trace: the call's trace, with the span that makes it.
    public static func copy(ofFrame frame: ByteBuffer, trace: TraceContext? = nil) -> ByteBuffer {
        let room = trace == nil ? 0 : 80
        let copy = OutgoingCall.makeFrame(trace: trace, capacity: frame.count + room)
        unsafe copy.append(UnsafeRawBufferPointer(rebasing: frame.bytes[FrameHeader.byteCount...]))
        return copy
    }

    /// Begins a call and returns. Costs no task: for those who make many calls from one place.
    ///
    /// - Parameter frame: what `makeFrame` gave, the request's message added. It belongs to the call from now on.
    /// - Parameter deadline: when an answer is of no use any more.
    /// - Parameter completion: told once how the call ended, on the client's loop, never before this returns when
    ///   called there.
    @discardableResult
    public func start(
        _ method: Method, _ frame: ByteBuffer, deadline: MonotonicTime,
        completion: @escaping @Sendable (Result<Reply, CallFailure>) -> Void
    ) -> StartedCall {
        let call = CompletedCall(
            core: core, method: method.rawValue, frame: frame, deadline: deadline, completion: completion)
        core.start(call)
        return StartedCall(call: call)
    }

    /// The response to one call, awaited by the thread. Blocks: not for a loop's thread.
    public func callBlocking<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request, deadline: MonotonicTime
    ) throws(CallFailure) -> Response {
        let frame = Self.makeFrame()
        request.write(to: frame)
        let handover = Handover<Result<Reply, CallFailure>>()
        start(method, frame, deadline: deadline) { handover.give($0) }
        return try unsafe Response(wire: handover.wait().get().bytes.bytes)
    }
}
