public import Ground
public import Vocabulary

/// Where a method's handler runs, chosen once when it is registered.
///
/// A handler gets the request's bytes and adds those of the response to `reply`.
@unsafe public enum Lane: Sendable {
    /// Answers at once.
    public typealias Handler =
        @Sendable (_ body: UnsafeRawBufferPointer, _ call: CallContext, _ reply: ByteBuffer) throws(CallFailure) -> Void

    /// On the loop, at once: for what takes under 20 µs. The reply goes straight to the connection's output.
    case inline(Handler)
    /// On a thread of the worker pool: for what computes or blocks.
    case pool(Handler)
    /// As a task that prefers the loop: for what waits for others. `body` starts with `skippedByteCount` bytes that
    /// are none of the request's.
    case async(
        @Sendable (
            _ body: ByteBuffer, _ skippedByteCount: Int, _ call: CallContext, _ reply: ByteBuffer
        ) async throws(CallFailure) -> Void)
    /// As a task that prefers the loop, with messages that come and go one after the other. Where one request is taken,
    /// it is in `body` as for the async lane; else `body` is empty.
    case stream(
        takesStream: Bool,
        @Sendable (
            _ body: ByteBuffer, _ skippedByteCount: Int, _ stream: CallStream, _ call: CallContext
        ) async throws(CallFailure) -> Void)
}
