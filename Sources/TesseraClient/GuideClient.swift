internal import Calling
internal import Ground
internal import Wire

/// A client of one Tessera daemon, for any number of tasks at once.
///
/// Calls share a few connections, which are made with the first call, made anew when they are lost, and replaced when
/// the daemon says that it stops. Cancelling a task cancels its call, here and at the daemon. Every call may be given a
/// `timeout`, else it has that of the options. Every failure is a `CallFailure`: gRPC's status, a stable word in
/// `reason`, a sentence in `message`, the path of the offending `field`, and when to try again.
///
/// A call that fails because the daemon is busy, draining or away is made again until its time or its attempts are
/// spent, after as long as the daemon asks: always when it was not begun, and else when it does no harm to make it
/// twice.
public final class GuideClient: Sendable {
    public let options: GuideClientOptions
    let client: Client
    /// The trace that its calls belong to.
    let trace: TraceContext?

    /// A client of the daemon at `address`: `tcp://127.0.0.1:7700`, `127.0.0.1:7700` or `unix:/path`.
    ///
    /// - Throws: `INVALID_ARGUMENT`, `address_invalid`. Whether anybody is there, the first call shows.
    public init(_ address: String, options: GuideClientOptions = GuideClientOptions()) throws(CallFailure) {
        self.options = options
        trace = nil
        client = try Client(address, options: ClientOptions(connectionCountMax: options.connectionCountMax))
    }

    private init(_ other: GuideClient, _ trace: TraceContext) {
        options = other.options
        client = other.client
        self.trace = trace
    }

    /// A client over the same connections whose calls belong to a trace: the daemon tells it back, logs it with what is
    /// slow or fails, and passes it on to the shards it asks.
    ///
    /// - Parameter traceparent: W3C's, with the span that makes the calls.
    /// - Throws: `INVALID_ARGUMENT`, `traceparent_invalid`.
    public func traced(_ traceparent: String) throws(CallFailure) -> GuideClient {
        guard let trace = TraceContext(Array(traceparent.utf8)) else {
            throw CallFailure(
                .invalidArgument, "traceparent_invalid", "'\(traceparent)' is no traceparent of W3C's Trace Context",
                field: "traceparent")
        }
        return GuideClient(self, trace)
    }

    /// Ends the connections and, with `client_closed`, all calls in flight. May be repeated; so does dropping the
    /// client.
    public func close() {
        client.close()
    }

    /// The response to `request`, within the time that the caller or the options allow.
    func call<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request, timeout: Duration?, isIdempotent: Bool = true
    ) async throws(CallFailure) -> Response {
        try await client.callRetrying(
            method, request, timeoutMicroseconds: Self.microseconds(timeout ?? options.timeout),
            isIdempotent: isIdempotent, attemptCountMax: options.attemptCountMax, trace: trace)
    }

    /// `duration` as a timeout on the wire: 1 at least, as 0 means none.
    static func microseconds(_ duration: Duration) -> UInt32 {
        let (seconds, attoseconds) = duration.components
        guard seconds < 4_294 else { return .max }
        return UInt32(clamping: max(1, seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
    }

    /// When a stream with `timeout` ends; never when that is nil.
    static func deadline(_ timeout: Duration?) -> MonotonicTime {
        guard let timeout else { return .never }
        return .now.advanced(microseconds: UInt64(microseconds(timeout)))
    }

    /// The timeout of a call that must be over at `deadline`; 0 = none.
    static func timeout(until deadline: MonotonicTime) -> UInt32 {
        deadline == .never ? 0 : UInt32(clamping: max(1, MonotonicTime.now.microsecondsLeft(until: deadline)))
    }
}
