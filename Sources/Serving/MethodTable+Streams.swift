internal import Ground
public import Vocabulary
public import Wire

/// Handlers of streaming calls. All run as tasks on the loop.
extension MethodTable {
    /// Answers `method`, a stream of requests, with one response.
    public mutating func clientStream<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16? = nil, name: String, path: String? = nil, endsAtDrain: Bool = false,
        _ handler: @escaping @Sendable (RequestStream<Request>, CallContext) async throws(CallFailure) -> Response
    ) {
        unsafe register(
            code, name: name, path: path, endsAtDrain: endsAtDrain,
            .stream(takesStream: true) { (_, _, stream, call) async throws(CallFailure) in
                let response = try await handler(RequestStream(stream: stream, call: call), call)
                try await stream.send { response.write(to: $0) }
            })
    }

    /// Answers `method`, one request, with a stream of responses.
    public mutating func serverStream<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16? = nil, name: String, path: String? = nil, endsAtDrain: Bool = false,
        _ handler:
            @escaping @Sendable (Request, ReplyStream<Response>, CallContext) async throws(CallFailure) -> Void
    ) {
        unsafe register(
            code, name: name, path: path, endsAtDrain: endsAtDrain,
            .stream(takesStream: false) { (body, skippedByteCount, stream, call) async throws(CallFailure) in
                let request: Request = try await Self.decoded(body, skippedByteCount, call)
                try await handler(request, ReplyStream(stream: stream), call)
            })
    }

    /// Answers `method`, a stream of requests, with a stream of responses.
    public mutating func twoWayStream<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16? = nil, name: String, path: String? = nil, endsAtDrain: Bool = false,
        _ handler:
            @escaping @Sendable (RequestStream<Request>, ReplyStream<Response>, CallContext)
            async throws(CallFailure) -> Void
    ) {
        unsafe register(
            code, name: name, path: path, endsAtDrain: endsAtDrain,
            .stream(takesStream: true) { (_, _, stream, call) async throws(CallFailure) in
                try await handler(RequestStream(stream: stream, call: call), ReplyStream(stream: stream), call)
            })
    }

    /// Answers `method`, a stream of requests, with one response.
    public mutating func clientStream<Request: WireMessage, Response: WireMessage>(
        _ method: Method, endsAtDrain: Bool = false,
        _ handler: @escaping @Sendable (RequestStream<Request>, CallContext) async throws(CallFailure) -> Response
    ) {
        clientStream(method.rawValue, name: "\(method)", path: method.path, endsAtDrain: endsAtDrain, handler)
    }

    /// Answers `method`, one request, with a stream of responses.
    public mutating func serverStream<Request: WireMessage, Response: WireMessage>(
        _ method: Method, endsAtDrain: Bool = false,
        _ handler:
            @escaping @Sendable (Request, ReplyStream<Response>, CallContext) async throws(CallFailure) -> Void
    ) {
        serverStream(method.rawValue, name: "\(method)", path: method.path, endsAtDrain: endsAtDrain, handler)
    }

    /// Answers `method`, a stream of requests, with a stream of responses.
    public mutating func twoWayStream<Request: WireMessage, Response: WireMessage>(
        _ method: Method, endsAtDrain: Bool = false,
        _ handler:
            @escaping @Sendable (RequestStream<Request>, ReplyStream<Response>, CallContext)
            async throws(CallFailure) -> Void
    ) {
        twoWayStream(method.rawValue, name: "\(method)", path: method.path, endsAtDrain: endsAtDrain, handler)
    }
}
