public import Eventing
internal import Ground
internal import Session
public import Vocabulary
public import Wire

/// Calls one server. Many tasks may call at once; their calls share a connection and are answered in any order.
///
/// The connection is made by the first call, and made anew by the first call after it was lost.
public final class Client: Sendable {
    public var address: SocketAddress { core.address }
    private let core: ClientCore
    /// The loop that is this client's own, and ends with it.
    private let ownLoop: EventLoop?
    private let isClosed = Guarded(false)

    /// A client of the server at `address`.
    ///
    /// - Parameter loop: where its I/O runs; a loop and thread of its own when nil.
    public init(address: SocketAddress, limits: Limits = Limits(), loop: EventLoop? = nil) {
        ownLoop = loop == nil ? EventLoop(name: "tessera-client") : nil
        core = ClientCore(loop: loop ?? ownLoop!, address: address, limits: limits)
    }

    /// A client of the server at `text`: `tcp://127.0.0.1:7700`, `127.0.0.1:7700` or `unix:/path`.
    public convenience init(_ text: String, limits: Limits = Limits()) throws(CallFailure) {
        do throws(LoopError) {
            self.init(address: try SocketAddress(text), limits: limits)
        } catch {
            throw CallFailure(.invalidArgument, "address_invalid", "\(error)")
        }
    }

    deinit {
        close()
    }

    /// Ends the connection and, with `client_closed`, all calls in flight. May be repeated.
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
    /// - Throws: what the server answered, or `UNAVAILABLE` when it could not be asked or its connection was lost.
    public func call<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request, timeoutMicroseconds: UInt32 = 0
    ) async throws(CallFailure) -> Response {
        try await call(method.rawValue, request, timeoutMicroseconds: timeoutMicroseconds)
    }

    /// The response to one call of method `code`.
    public func call<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16, _ request: Request, timeoutMicroseconds: UInt32 = 0
    ) async throws(CallFailure) -> Response {
        let deadline =
            timeoutMicroseconds == 0
            ? MonotonicTime.never : .now.advanced(microseconds: UInt64(timeoutMicroseconds))
        let frame = ByteBuffer()
        _ = unsafe frame.extend(byteCount: FrameHeader.byteCount)
        request.write(to: frame)
        let call = OutgoingCall(core: core, method: code, frame: frame, deadline: deadline)
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

    /// The response to a call that may be made twice without harm, made again when the server was busy or away.
    ///
    /// Waits for as long as the server asks, else 10 ms, doubling; all within `timeoutMicroseconds`.
    ///
    /// - Parameter attemptCountMax: at least 1.
    public func callRetrying<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ request: Request, timeoutMicroseconds: UInt32 = 0, attemptCountMax: Int = 4
    ) async throws(CallFailure) -> Response {
        try await callRetrying(
            method.rawValue, request, timeoutMicroseconds: timeoutMicroseconds, attemptCountMax: attemptCountMax)
    }

    /// The same for method `code`.
    public func callRetrying<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16, _ request: Request, timeoutMicroseconds: UInt32 = 0, attemptCountMax: Int = 4
    ) async throws(CallFailure) -> Response {
        let start = MonotonicTime.now
        var pauseMicroseconds: UInt64 = 10_000
        var attempt = 1
        while true {
            let spent = MonotonicTime.now.microseconds(since: start)
            let left =
                timeoutMicroseconds == 0 ? 0 : UInt32(clamping: max(1, Int64(timeoutMicroseconds) - Int64(spent)))
            do throws(CallFailure) {
                return try await call(code, request, timeoutMicroseconds: left)
            } catch {
                let isWorthAnother = error.status == .unavailable || error.status == .resourceExhausted
                let wait = error.retryAfterMicroseconds ?? pauseMicroseconds
                guard isWorthAnother, error.reason != "client_closed", attempt < attemptCountMax,
                    timeoutMicroseconds == 0 || spent + wait < UInt64(timeoutMicroseconds)
                else { throw error }
                // A cancelled task sleeps no more; its next call says so.
                try? await Task.sleep(nanoseconds: wait * 1_000)
            }
            attempt += 1
            pauseMicroseconds *= 2
        }
    }
}
