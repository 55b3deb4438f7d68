internal import Ground
public import Vocabulary
public import Wire

/// The messages that a caller sends one after the other.
public struct RequestStream<Request: WireMessage>: Sendable {
    let stream: CallStream
    let call: CallContext

    /// The next message; nil after the last one. One handler task reads.
    ///
    /// - Throws: `INVALID_ARGUMENT` when it is no such message; `CANCELLED` or `DEADLINE_EXCEEDED` once nobody waits
    ///   for the call any more.
    public func next() async throws(CallFailure) -> Request? {
        guard let message = try await stream.next() else { return nil }
        return try await MethodTable.decoded(message.buffer, message.skippedByteCount, call)
    }
}
