internal import Ground
public import Vocabulary
public import Wire

/// A call whose messages come and go one by one. Dropping it cancels it, here and at the server, unless it is over.
///
/// One task may send while another reads. What the reader does not take waits at the server, but for 256 KiB; what the
/// server does not take holds up `send`.
public final class StreamingCall<Request: WireMessage, Response: WireMessage>: Sendable {
    /// Kept, as the call needs its loop.
    private let client: Client
    private let stream: OutgoingStream

    init(client: Client, stream: OutgoingStream) {
        self.client = client
        self.stream = stream
    }

    deinit {
        stream.cancel()
    }

    /// Sends `request`, and waits while more than 256 KiB wait. Cancelling the task cancels the call.
    ///
    /// - Throws: what ended the call; `CANCELLED`, `stream_over` when the server has answered without waiting for all.
    public func send(_ request: Request) async throws(CallFailure) {
        let frame = OutgoingCall.makeFrame()
        request.write(to: frame)
        try await stream.send(frame)
    }

    /// Says that no more requests follow.
    public func finish() {
        stream.finish()
    }

    /// The next response; nil after the last one. Cancelling the task cancels the call.
    ///
    /// - Throws: what ended the call, after the responses that came before it.
    public func next() async throws(CallFailure) -> Response? {
        guard let message = try await stream.next() else { return nil }
        return try unsafe Response(wire: message.bytes)
    }

    /// The next response if it is here already, else nil.
    ///
    /// - Throws: what ended the call, after the responses that came before it.
    public func nextArrived() throws(CallFailure) -> Response? {
        guard let message = try stream.nextArrived() else { return nil }
        return try unsafe Response(wire: message.bytes)
    }

    /// The one response to a stream of requests, which ends with this.
    ///
    /// - Throws: what ended the call; `INTERNAL`, `response_missing` when the server answered nothing.
    public func reply() async throws(CallFailure) -> Response {
        finish()
        guard let response = try await next() else {
            throw CallFailure(.internal, "response_missing", "the server answered OK and sent no response")
        }
        while try await stream.next() != nil {}
        return response
    }

    /// Ends the call, here and at the server, unless it is over. May be repeated.
    public func cancel() {
        stream.cancel()
    }
}
