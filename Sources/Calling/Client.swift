public import Eventing
internal import Ground
public import Vocabulary
public import Wire

/// Calls one server. Many tasks may call at once; their calls share a few connections and are answered in any order.
///
/// Connections are made as calls need them, and made anew when they were lost. One that the server says goodbye on is
/// replaced, and calls that it did not begin go over the next one.
public final class Client: Sendable {
    public var address: SocketAddress { core.address }
    let core: ClientCore
    /// The loop that is this client's own, and ends with it.
    private let ownLoop: EventLoop?
    private let isClosed = Guarded(false)

    /// A client of the server at `address`.
    ///
    /// - Parameter loop: where its I/O runs; a loop and thread of its own when nil.
    public init(
        address: SocketAddress, limits: Limits = Limits(), options: ClientOptions = ClientOptions(),
        loop: EventLoop? = nil
    ) {
        ownLoop = loop == nil ? EventLoop(name: "tessera-client") : nil
        core = ClientCore(loop: loop ?? ownLoop!, address: address, limits: limits, options: options)
    }

    /// A client of the server at `text`: `tcp://127.0.0.1:7700`, `127.0.0.1:7700` or `unix:/path`.
    public convenience init(
        _ text: String, limits: Limits = Limits(), options: ClientOptions = ClientOptions()
    ) throws(CallFailure) {
        do throws(LoopError) {
            self.init(address: try SocketAddress(text), limits: limits, options: options)
        } catch {
            throw CallFailure(.invalidArgument, "address_invalid", "\(error)")
        }
    }

    deinit {
        close()
    }

    /// Ends the connections and, with `client_closed`, all calls in flight. May be repeated.
    public func close() {
        let wasClosed = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        guard !wasClosed else { return }
        core.close()
        ownLoop?.stop()
    }

    /// The response to one call.
    ///
    /// Cancelling the task cancels the call, here and at the server.
    ///
    /// - Parameter timeoutMicroseconds: time for the answer, waiting for a connection included; 0 = no limit.
    /// - Parameter trace: the trace that the call belongs to, with the span that makes it.
    /// - Throws: what the server answered, or `UNAVAILABLE` when it could not be asked or its connection was lost.
    public func call<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request, timeoutMicroseconds: UInt32 = 0, trace: TraceContext? = nil
    ) async throws(CallFailure) -> Response {
        try await call(method.rawValue, request, timeoutMicroseconds: timeoutMicroseconds, trace: trace)
    }

    /// The response to one call of method `code`.
    public func call<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16, _ request: Request, timeoutMicroseconds: UInt32 = 0, trace: TraceContext? = nil
    ) async throws(CallFailure) -> Response {
        let frame = OutgoingCall.makeFrame(trace: trace)
        request.write(to: frame)
        let call = OutgoingCall(
            core: core, method: code, frame: frame, deadline: Self.deadline(afterMicroseconds: timeoutMicroseconds))
        let result = await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                unsafe call.wait(continuation)
                core.start(call)
            }
        } onCancel: {
            core.cancel(call)
        }
        return try unsafe Response(wire: try result.get().bytes.bytes)
    }

    static func deadline(afterMicroseconds microseconds: UInt32) -> MonotonicTime {
        microseconds == 0 ? .never : .now.advanced(microseconds: UInt64(microseconds))
    }

    /// The response to a call, made again when the server was busy or away.
    ///
    /// Waits for as long as the server asks, else about 10 ms, doubling up to a second; all within
    /// `timeoutMicroseconds`.
    ///
    /// - Parameter isIdempotent: whether the call may be made twice without harm. One that may not is made again only
    ///   when nobody has begun it.
    /// - Parameter attemptCountMax: at least 1.
    /// - Parameter trace: the trace that the call belongs to, with the span that makes it.
    public func callRetrying<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request, timeoutMicroseconds: UInt32 = 0, isIdempotent: Bool = true,
        attemptCountMax: Int = 4, trace: TraceContext? = nil
    ) async throws(CallFailure) -> Response {
        try await callRetrying(
            method.rawValue, request, timeoutMicroseconds: timeoutMicroseconds, isIdempotent: isIdempotent,
            attemptCountMax: attemptCountMax, trace: trace)
    }

    /// The same for method `code`.
    public func callRetrying<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16, _ request: Request, timeoutMicroseconds: UInt32 = 0, isIdempotent: Bool = true,
        attemptCountMax: Int = 4, trace: TraceContext? = nil
    ) async throws(CallFailure) -> Response {
        let deadline = Self.deadline(afterMicroseconds: timeoutMicroseconds)
        var repetition = Repetition(attemptCountMax: attemptCountMax)
        while true {
            let left = MonotonicTime.now.microsecondsLeft(until: deadline)
            do throws(CallFailure) {
                return try await call(
                    code, request, timeoutMicroseconds: timeoutMicroseconds == 0 ? 0 : UInt32(clamping: max(1, left)),
                    trace: trace)
            } catch {
                let left = MonotonicTime.now.microsecondsLeft(until: deadline)
                guard
                    let pause = repetition.pause(after: error, isIdempotent: isIdempotent, leftMicroseconds: left)
                else { throw error }
                // A cancelled task sleeps no more; its next call says so.
                try? await Task.sleep(nanoseconds: pause * 1_000)
            }
        }
    }
}
