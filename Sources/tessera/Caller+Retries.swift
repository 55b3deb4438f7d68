internal import Ground
internal import Vocabulary
internal import Wire

extension Caller {
    /// The answer to `request`, which is sent again and again while the daemon, or a shard of its cluster, is away or
    /// busy, for at most `retrySeconds`.
    ///
    /// - Parameter fault: why an answer is no better than a failure; nil when it is.
    /// - Parameter waiting: told once, when the first failure is waited out.
    func call<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request, retrySeconds: Double,
        fault: (Response) -> CallFailure? = { _ in nil }, waiting: (CallFailure) -> Void = { _ in }
    ) async throws(CallFailure) -> Response {
        var firstFailure: MonotonicTime?
        var pauseMicroseconds: UInt64 = 100_000
        while true {
            do throws(CallFailure) {
                let response: Response = try await call(method, request)
                if let fault = fault(response) { throw fault }
                return response
            } catch {
                let now = MonotonicTime.now
                let since = firstFailure ?? now
                let isBusy = error.status == .resourceExhausted && error.retryAfterMicroseconds != nil
                let isWorthAnother = error.status == .unavailable && error.reason != "client_closed" || isBusy
                let secondsSpent = Double(now.microseconds(since: since)) / 1e6
                guard isWorthAnother, secondsSpent < retrySeconds, !Interrupt.isAsked else { throw error }
                if firstFailure == nil { waiting(error) }
                firstFailure = since
                let pause = min(max(error.retryAfterMicroseconds ?? 0, pauseMicroseconds), 5_000_000)
                try? await Task.sleep(nanoseconds: pause * 1_000)
                pauseMicroseconds = min(pauseMicroseconds * 2, 2_000_000)
            }
        }
    }
}
