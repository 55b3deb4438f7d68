internal import Calling
internal import Vocabulary
internal import Wire

/// A client with the time that each of its calls may take.
struct Caller: Sendable {
    let client: Client
    let timeoutMicroseconds: UInt32

    func call<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request
    ) async throws(CallFailure) -> Response {
        try await client.call(method, request, timeoutMicroseconds: timeoutMicroseconds)
    }
}
