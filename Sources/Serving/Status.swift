internal import Ground
internal import Session
internal import Vocabulary
internal import Wire

/// The one place where a server's own refusals get their status and words.
enum Status {
    /// Adds the `ErrorDetail` of `failure` to `buffer`.
    static func write(_ failure: CallFailure, to buffer: ByteBuffer) {
        ErrorDetail(
            message: failure.message, reason: failure.reason, field: failure.field, limit: failure.limit,
            value: failure.value, retryAfterMicroseconds: failure.retryAfterMicroseconds
        ).write(to: buffer)
    }

    static func methodUnknown(_ code: UInt16) -> CallFailure {
        CallFailure(.unimplemented, "method_unknown", "there is no method \(code)", value: Int64(code))
    }

    static let notStreaming = CallFailure(
        .invalidArgument, "stream_unexpected", "the call takes no message of a stream, or none after their end")

    static let creditExceeded = CallFailure(
        .resourceExhausted, "credit_exceeded", "a message of a stream was sent without credit for it")

    static let creditTooLarge = CallFailure(
        .invalidArgument, "credit_too_large", "the credit of a stream is over 2,147,483,647 bytes",
        limit: Int64(Int32.max))

    static let deadlinePassed = CallFailure(
        .deadlineExceeded, "deadline_passed", "the timeout passed before the call was answered")

    static let cancelled = CallFailure(.cancelled, "cancelled", "the caller cancelled the call")

    static let metadataInvalid = CallFailure(
        .invalidArgument, "metadata_too_long", "the metadata is longer than the frame's body")

    static func metadataTooLong(_ name: String, _ byteCount: Int, limit: Int) -> CallFailure {
        CallFailure(
            .invalidArgument, "metadata_too_long", "the metadata \(name) has \(byteCount) bytes, at most \(limit)",
            field: name, limit: Int64(limit), value: Int64(byteCount))
    }

    static let draining = CallFailure(
        .unavailable, "draining", "the server is shutting down and takes no new calls",
        retryAfterMicroseconds: 1_000_000)

    static func tooManyCalls(limit: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "too_many_calls_in_flight", "the connection has \(limit) calls in flight already",
            limit: Int64(limit), retryAfterMicroseconds: 1_000)
    }

    static func serverBusy(limit: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "server_busy", "the server has \(limit) calls in flight already", limit: Int64(limit),
            retryAfterMicroseconds: 10_000)
    }

    /// - Parameter waitMicroseconds: expected until a worker is free for it.
    /// - Parameter excessMicroseconds: by which that is too long.
    static func overloaded(waitMicroseconds: Int, excessMicroseconds: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "overloaded", "the call would wait too long for a worker to be answered in time",
            value: Int64(waitMicroseconds),
            retryAfterMicroseconds: UInt64(min(max(excessMicroseconds, 1_000), 10_000_000)))
    }

    static func requestsTooLarge(byteCount: Int, limit: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "request_memory_exhausted",
            "requests that wait hold nearly all of the \(limit) bytes they may; this one has \(byteCount)",
            limit: Int64(limit), value: Int64(byteCount), retryAfterMicroseconds: 10_000)
    }

    static func replyTooLarge(byteCount: Int, limit: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "reply_too_large",
            "the reply has \(byteCount) bytes and the client accepts \(limit)", limit: Int64(limit),
            value: Int64(byteCount))
    }

    static func repliesTooLarge(limit: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "reply_memory_exhausted",
            "replies that clients have not read hold all of the \(limit) bytes they may", limit: Int64(limit),
            retryAfterMicroseconds: 1_000_000)
    }

    static func replyTimeout(milliseconds: Int) -> CallFailure {
        CallFailure(
            .deadlineExceeded, "reply_timeout", "the client took nothing of a stream's replies for \(milliseconds) ms",
            limit: Int64(milliseconds))
    }

    static let displaced = CallFailure(
        .unavailable, "idle", "the connection was idle, and others needed its place",
        retryAfterMicroseconds: 1_000)

    static func tooManyConnections(limit: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "too_many_connections", "the server holds \(limit) connections already",
            limit: Int64(limit), retryAfterMicroseconds: 1_000_000)
    }

    static func prefaceTimeout(milliseconds: Int) -> CallFailure {
        CallFailure(
            .deadlineExceeded, "preface_timeout", "no preface came within \(milliseconds) ms",
            limit: Int64(milliseconds))
    }

    static func frameTimeout(milliseconds: Int) -> CallFailure {
        CallFailure(
            .deadlineExceeded, "frame_timeout", "a frame was begun and not sent within \(milliseconds) ms",
            limit: Int64(milliseconds))
    }

    /// What a go-away says to a peer that broke the protocol.
    static func of(_ error: ProtocolError) -> CallFailure {
        switch error {
        case .prefaceInvalid, .prefaceIsHTTP:
            CallFailure(.invalidArgument, "preface_invalid", "a connection starts with the bytes TSRA")
        case .versionUnknown(let version):
            CallFailure(
                .unimplemented, "version_unknown", "the protocol's major version \(version) is not spoken here",
                limit: Int64(Preface.majorVersion), value: Int64(version))
        case .prefaceFlagsReserved(let flags):
            CallFailure(
                .invalidArgument, "flags_reserved", "the preface's flags must be 0", limit: 0, value: Int64(flags))
        case .peerLimitTooSmall(let limit):
            CallFailure(
                .invalidArgument, "frame_limit_too_small",
                "a peer must accept frames of \(Preface.frameByteCountLeast) bytes", field: "frameByteCountMax",
                limit: Int64(Preface.frameByteCountLeast), value: Int64(limit))
        case .kindUnknown(let kind):
            CallFailure(.invalidArgument, "kind_unknown", "there is no frame kind \(kind)", value: Int64(kind))
        case .kindMisplaced(let kind):
            CallFailure(
                .invalidArgument, "kind_misplaced", "a frame of kind \(kind.rawValue) comes from the other side only",
                value: Int64(kind.rawValue))
        case .flagsReserved(let flags):
            CallFailure(
                .invalidArgument, "flags_reserved", "the flags \(flags) hold bits that must be 0",
                limit: Int64(FrameHeader.metadataFlag), value: Int64(flags))
        case .frameTooLarge(let byteCount, let limit):
            CallFailure(
                .resourceExhausted, "frame_too_large", "the frame has \(byteCount) bytes and \(limit) are accepted",
                limit: Int64(limit), value: Int64(byteCount))
        case .bodyTooLarge(let kind, let byteCount, let limit):
            CallFailure(
                .invalidArgument, "body_too_large",
                "a frame of kind \(kind.rawValue) has at most \(limit) bytes, this one \(byteCount)",
                limit: Int64(limit), value: Int64(byteCount))
        case .streamZero(let kind):
            CallFailure(
                .invalidArgument, "stream_zero", "a frame of kind \(kind.rawValue) belongs to a stream, and 0 is none",
                value: 0)
        case .streamInUse(let stream):
            CallFailure(
                .invalidArgument, "stream_in_use", "stream \(stream) has a call in flight", value: Int64(stream))
        }
    }

    /// What a caller over gRPC is told whose call cannot be served. Of wrong verbs and content types HTTP tells.
    static func of(_ problem: GRPCProblem, limits: Limits) -> CallFailure {
        switch problem {
        case .verbUnknown:
            CallFailure(.unimplemented, "verb_unknown", "a call is a POST")
        case .contentTypeUnknown:
            CallFailure(.unimplemented, "content_type_unknown", "a call has the content type application/grpc")
        case .methodUnknown(let path):
            CallFailure(.unimplemented, "method_unknown", "there is no method \(path)")
        case .timeoutMalformed:
            CallFailure(
                .invalidArgument, "timeout_malformed", "grpc-timeout is up to eight digits and one of HMSmun",
                field: "grpc-timeout")
        case .encodingUnknown:
            CallFailure(.unimplemented, "encoding_unknown", "compressed messages are not read", field: "grpc-encoding")
        case .headersTooLarge(let limit):
            CallFailure(
                .resourceExhausted, "headers_too_large", "the headers have more than \(limit) bytes",
                limit: Int64(limit))
        case .binaryHeaderMalformed(let name):
            CallFailure(.invalidArgument, "header_malformed", "the header \(name) is no base64", field: name)
        case .messageTooLarge(let byteCount, let limit):
            CallFailure(
                .resourceExhausted, "message_too_large",
                "the message has \(byteCount) bytes and \(limit) are accepted", limit: Int64(limit),
                value: Int64(byteCount))
        case .messageMissing:
            CallFailure(.unimplemented, "message_missing", "the method takes one message and got none")
        case .messagesTooMany:
            CallFailure(.unimplemented, "messages_too_many", "the method takes one message and got more")
        case .messageTruncated:
            CallFailure(.invalidArgument, "message_truncated", "the request ended within a message")
        case .memoryExhausted(let byteCount):
            requestsTooLarge(byteCount: byteCount, limit: limits.bufferedRequestByteCountMax)
        case .tooSlow:
            CallFailure(
                .deadlineExceeded, "frame_timeout",
                "a request was begun and not sent within \(limits.frameTimeoutMilliseconds) ms",
                limit: Int64(limits.frameTimeoutMilliseconds))
        }
    }

    /// What a client of another protocol can show its user.
    static let plainTextReply: StaticString = """
        HTTP/1.1 400 Bad Request\r
        Content-Type: text/plain\r
        Content-Length: 88\r
        Connection: close\r
        \r
        This port speaks Tessera's framed protocol and gRPC, not HTTP/1. See docs/PROTOCOL.md.\r

        """
}
