public import Vocabulary
public import Wire

/// The messages that a handler sends one after the other.
public struct ReplyStream<Response: WireMessage>: Sendable {
    let stream: CallStream

    /// Sends `response`, and waits while the caller lags behind.
    ///
    /// - Throws: `CANCELLED` or `DEADLINE_EXCEEDED` once nobody waits for the call any more; `RESOURCE_EXHAUSTED` when
    ///   the message is larger than the caller takes.
    public func send(_ response: Response) async throws(CallFailure) {
        try await stream.send { response.write(to: $0) }
    }

    /// Waits until nobody waits for the call any more.
    ///
    /// - Throws: always, by what ended it.
    public func waitUntilGone() async throws(CallFailure) {
        try await stream.waitUntilGone()
    }
}
