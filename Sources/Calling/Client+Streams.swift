public import Vocabulary
public import Wire

extension Client {
    /// A call of `method` that sends a stream of requests.
    ///
    /// - Parameter timeoutMicroseconds: time for the whole call, waiting for a connection included; 0 = no limit.
    /// - Parameter trace: the trace that the call belongs to, with the span that makes it.
    public func openStream<Request: WireMessage, Response: WireMessage>(
        _ method: Method, timeoutMicroseconds: UInt32 = 0, trace: TraceContext? = nil
    ) -> StreamingCall<Request, Response> {
        openStream(method.rawValue, timeoutMicroseconds: timeoutMicroseconds, trace: trace)
    }

    /// A call of method `code` that sends a stream of requests.
    public func openStream<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16, timeoutMicroseconds: UInt32 = 0, trace: TraceContext? = nil
    ) -> StreamingCall<Request, Response> {
        let stream = OutgoingStream(
            core: core, method: code, frame: OutgoingCall.makeFrame(trace: trace),
            deadline: Self.deadline(afterMicroseconds: timeoutMicroseconds), takesMessages: true)
        core.start(stream)
        return StreamingCall(client: self, stream: stream)
    }

    /// A call of `method` that sends `request` and is answered by a stream.
    ///
    /// - Parameter timeoutMicroseconds: time for the whole call, waiting for a connection included; 0 = no limit.
    /// - Parameter trace: the trace that the call belongs to, with the span that makes it.
    public func openStream<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request, timeoutMicroseconds: UInt32 = 0, trace: TraceContext? = nil
    ) -> StreamingCall<Request, Response> {
        openStream(method.rawValue, request, timeoutMicroseconds: timeoutMicroseconds, trace: trace)
    }

    /// A call of method `code` that sends `request` and is answered by a stream.
    public func openStream<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16, _ request: Request, timeoutMicroseconds: UInt32 = 0, trace: TraceContext? = nil
    ) -> StreamingCall<Request, Response> {
        let frame = OutgoingCall.makeFrame(trace: trace)
        request.write(to: frame)
        let stream = OutgoingStream(
            core: core, method: code, frame: frame,
            deadline: Self.deadline(afterMicroseconds: timeoutMicroseconds), takesMessages: false)
        core.start(stream)
        return StreamingCall(client: self, stream: stream)
    }
}
