public import Ground
internal import HTTP2
public import Vocabulary
internal import Wire

extension GRPCSession {
    /// Answers `exchange` with `reply`: room for a message's head, then the message.
    ///
    /// - Parameter leading: headers before the message, `trailing` after it.
    public func reply(
        _ exchange: GRPCExchange, with reply: ByteBuffer, leading: [CallHeader] = [], trailing: [CallHeader] = []
    ) {
        guard !exchange.isClosed, !exchange.isAnswered else { return }
        exchange.isAnswered = true
        exchange.trailers = Self.trailers(trailing)
        add(reply, to: exchange, leading)
    }

    /// Adds one message to the replies of a stream: room for its head, then the message.
    ///
    /// - Parameter leading: headers before the first message.
    public func send(_ message: ByteBuffer, on exchange: GRPCExchange, leading: [CallHeader] = []) {
        guard !exchange.isClosed, !exchange.isAnswered else { return }
        add(message, to: exchange, leading)
    }

    /// Ends the replies of a stream, after those that wait.
    public func finish(_ exchange: GRPCExchange, leading: [CallHeader] = [], trailing: [CallHeader] = []) {
        guard !exchange.isClosed, !exchange.isAnswered else { return }
        exchange.isAnswered = true
        exchange.trailers = Self.trailers(trailing)
        begin(exchange, leading)
    }

    private func add(_ message: ByteBuffer, to exchange: GRPCExchange, _ leading: [CallHeader]) {
        Self.finishHead(of: message, at: 0)
        exchange.replies.append(message)
        exchange.unsentByteCount += message.count
        heldReplyByteCount += message.count
        begin(exchange, leading)
    }

    /// Has what is new in the replies of `exchange` sent, its headers first.
    private func begin(_ exchange: GRPCExchange, _ leading: [CallHeader]) {
        if exchange.hasBegunReply {
            resume(exchange.stream)
        } else {
            exchange.hasBegunReply = true
            respond(exchange.stream, Self.headers(leading), bodyOf: exchange.address)
        }
    }

    private static func trailers(_ trailing: [CallHeader]) -> ReplyTrailers {
        if trailing.isEmpty { return .ok }
        let trailers = HTTP2Headers()
        trailers.add("grpc-status", "0")
        add(trailing, to: trailers)
        return .other(trailers)
    }

    /// Answers `exchange` with `failure` and no message, or no further one.
    public func fail(
        _ exchange: GRPCExchange, _ failure: CallFailure, leading: [CallHeader] = [], trailing: [CallHeader] = []
    ) {
        guard !exchange.isClosed, !exchange.isAnswered else { return }
        exchange.isAnswered = true
        let headers = HTTP2Headers()
        if exchange.hasBegunReply {
            Self.add(failure, to: headers)
            Self.add(trailing, to: headers)
            exchange.trailers = .other(headers)
            resume(exchange.stream)
            return
        }
        headers.add(":status", "200")
        headers.add("content-type", "application/grpc")
        Self.add(leading, to: headers)
        Self.add(failure, to: headers)
        Self.add(trailing, to: headers)
        respond(exchange.stream, headers, bodyOf: nil)
    }

    /// Answers `exchange` as HTTP does, for a client that does not speak gRPC.
    public func refuse(_ exchange: GRPCExchange, httpStatus: Int) {
        guard !exchange.isClosed, !exchange.isAnswered else { return }
        exchange.isAnswered = true
        let headers = HTTP2Headers()
        headers.add(":status", "\(httpStatus)")
        if httpStatus == 405 { headers.add("allow", "POST") }
        respond(exchange.stream, headers, bodyOf: nil)
    }

    /// Submits how the reply of `exchange` ends.
    func send(_ trailers: ReplyTrailers, of exchange: GRPCExchange) {
        switch trailers {
        case .ok: respond(exchange.stream, trailers: Self.trailersOfSuccess)
        case .other(let headers): respond(exchange.stream, trailers: headers)
        }
    }

    /// Fills in the five bytes at `start` for the message that follows and ends with the buffer.
    static func finishHead(of buffer: ByteBuffer, at start: Int) {
        let byteCount = buffer.count - start - GRPCExchange.messageHeadByteCount
        let head = unsafe buffer.mutableBytes.baseAddress! + start
        unsafe head.storeBytes(of: 0, as: UInt8.self)
        unsafe head.storeBytes(of: UInt32(byteCount).bigEndian, toByteOffset: 1, as: UInt32.self)
    }

    // MARK: Headers

    private static let headersOfSuccess = HTTP2Headers(fixed: [
        (":status", "200"), ("content-type", "application/grpc"),
    ])
    private static let trailersOfSuccess = HTTP2Headers(fixed: [("grpc-status", "0")])

    private static func headers(_ leading: [CallHeader]) -> HTTP2Headers {
        if leading.isEmpty { return headersOfSuccess }
        let headers = HTTP2Headers()
        headers.add(":status", "200")
        headers.add("content-type", "application/grpc")
        add(leading, to: headers)
        return headers
    }

    private static func add(_ entries: [CallHeader], to headers: HTTP2Headers) {
        for entry in entries {
            headers.add(entry.name, entry.isBinary ? Base64.encoded(entry.value) : entry.text)
        }
    }

    /// Adds status, message and details of `failure`.
    private static func add(_ failure: CallFailure, to headers: HTTP2Headers) {
        headers.add("grpc-status", "\(failure.status.rawValue)")
        if !failure.message.isEmpty {
            headers.add("grpc-message", PercentText.encoded(String(failure.message.prefix(Self.messageCountMax))))
        }
        let detail = ByteBuffer()
        failure.detail.write(to: detail)
        let status = CallStatus(
            code: UInt32(failure.status.rawValue), message: failure.message,
            details: [
                CallStatusDetail(
                    typeUrl: "type.googleapis.com/tessera.v1.ErrorDetail", value: unsafe Array(detail.bytes))
            ])
        let bytes = ByteBuffer()
        status.write(to: bytes)
        // What a peer would not take as headers is left out; status and message are there without it.
        if bytes.count <= Self.detailByteCountMax {
            headers.add("grpc-status-details-bin", Base64.encoded(unsafe Array(bytes.bytes)))
        }
        if let microseconds = failure.retryAfterMicroseconds {
            headers.add("grpc-retry-pushback-ms", "\((microseconds + 999) / 1_000)")
        }
    }

    /// Characters of a message, and bytes of the details, that are sent as headers: peers take 8 KiB in all.
    private static let messageCountMax = 512
    private static let detailByteCountMax = 4_096
}
