internal import Fetching
internal import Ground
internal import JSON
internal import Vocabulary

/// Asks the server from one thread, over one connection.
final class EndpointWorker: EncodingWorker, @unchecked Sendable {
    // Unchecked: one thread encodes; others touch `isStopped` alone, which has a lock.
    private let engine: EndpointEngine
    private let fetcher: Fetcher
    private let isStopped = Guarded(false)

    init(engine: EndpointEngine) throws(CallFailure) {
        self.engine = engine
        do {
            fetcher = try Fetcher()
        } catch {
            throw CallFailure(.internal, "endpoint_unusable", "\(error)")
        }
    }

    func stop() { isStopped.withLock { $0 = true } }
    func reset() { isStopped.withLock { $0 = false } }

    func encode(
        _ texts: [String], deadline: MonotonicTime, deliver: (Int, Result<EncodedText, CallFailure>) -> Void
    ) {
        do {
            for (place, encoded) in try ask(texts, deadline: deadline).enumerated() {
                deliver(place, encoded)
            }
        } catch {
            // One text that the server does not like must not fail the others.
            if error.reason == Self.refusedInputReason, texts.count > 1 {
                for (place, text) in texts.enumerated() {
                    encode([text], deadline: deadline) { deliver(place, $1) }
                }
            } else {
                for place in texts.indices { deliver(place, .failure(error)) }
            }
        }
    }

    private static let refusedInputReason = "endpoint_refused_input"

    private func ask(
        _ texts: [String], deadline: MonotonicTime
    ) throws(CallFailure) -> [Result<EncodedText, CallFailure>] {
        let request: JSONValue = [
            "model": .string(engine.model), "input": .array(texts.map { .string($0) }),
            "encoding_format": .string("float"),
        ]
        let left = MonotonicTime.now.microsecondsLeft(until: deadline) / 1_000
        let timeout = Int(min(UInt64(engine.timeoutMilliseconds), left))
        // A number takes up to 25 bytes, and some servers add blanks.
        let byteCountMax = (64 << 10) + texts.count * engine.dimension * 40
        let reply: FetchReply
        do {
            reply = try fetcher.post(
                engine.address, headers: engine.headers, body: Array(request.text.utf8), timeoutMilliseconds: timeout,
                replyByteCountMax: byteCountMax, isCancelled: { [isStopped] in isStopped.withLock { $0 } })
        } catch {
            throw failure(error, isLate: timeout < engine.timeoutMilliseconds)
        }
        guard reply.status == 200 else { throw refusal(reply) }
        return try EndpointReply.vectors(
            in: reply.body, byteCountMax: byteCountMax, textCount: texts.count, dimension: engine.dimension)
    }

    private func failure(_ error: FetchError, isLate: Bool) -> CallFailure {
        switch error {
        case .cancelled: EncodeBoard.cancelled
        case .timedOut where isLate: EncodeBoard.late
        case .timedOut, .unreachable, .hostUnknown:
            CallFailure(
                .unavailable, "endpoint_unreachable", "no answer from \(place): \(error)",
                retryAfterMicroseconds: 1_000_000)
        case .malformedURL: CallFailure(.failedPrecondition, "configuration_invalid", "\(place) is no URL")
        case .malformedHeader, .replyTooLarge, .failed:
            CallFailure(.internal, "endpoint_failed", "asking \(place) failed: \(error)")
        }
    }

    private func refusal(_ reply: FetchReply) -> CallFailure {
        let said = EndpointReply.message(in: reply.body)
        let message = "\(place) answered HTTP \(reply.status)" + (said.isEmpty ? "" : ": \(said)")
        switch reply.status {
        case 408, 429, 500...:
            return CallFailure(
                .unavailable, "endpoint_unavailable", message, value: Int64(reply.status),
                retryAfterMicroseconds: 1_000_000)
        case 400, 413, 422:
            return CallFailure(.failedPrecondition, Self.refusedInputReason, message, value: Int64(reply.status))
        default:
            return CallFailure(.failedPrecondition, "endpoint_refused", message, value: Int64(reply.status))
        }
    }

    private var place: String { EndpointEngine.withoutCredentials(engine.address) }
}
