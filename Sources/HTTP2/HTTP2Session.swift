internal import CNghttp2
public import Ground

/// The server's side of one HTTP/2 connection: bytes in, calls of what a subclass overrides, bytes out. No I/O and no
/// clock of its own (but for nghttp2's, which limits how often a peer may reset streams).
///
/// nghttp2 holds what a peer sends to the protocol, and ends streams and connections that break it.
///
/// A subclass rather than a delegate: with some fifteen calls a request, each of them through two objects, counting
/// references was a quarter of an empty call.
///
/// What is overridden is called from within `receive` and `write`, and may answer and reset streams there. A tag is the
/// number, not 0, that a stream was given when it began; it comes back with everything about the stream.
open class HTTP2Session {
    private let raw: OpaquePointer
    private let arena = HTTP2Arena()
    /// Where `write` writes to, for the callback that adds a body's part.
    private var output: ByteBuffer?
    private var outputByteCountMax = 0
    /// The stream whose headers come in, and its tag; nothing comes between the headers of one request. Behind a
    /// pointer, as each header asks it.
    private let opening = UnsafeMutablePointer<(stream: Int32, tag: Int)>.allocate(capacity: 1)

    /// A session that has its settings to say, and waits for the peer's first bytes.
    public init(_ settings: HTTP2Settings) {
        opening.initialize(to: (0, 0))
        let options = Self.options(settings)
        defer { nghttp2_option_del(options) }
        var session: OpaquePointer?
        var memory = arena.callbacks
        let status = nghttp2_session_server_new3(&session, HTTP2Callbacks.shared, nil, options, &memory)
        precondition(status == 0, "nghttp2_session_server_new3 failed with \(status)")
        arena.close()
        raw = session!
        nghttp2_session_set_user_data(raw, Unmanaged.passUnretained(self).toOpaque())
        submit(settings)
    }

    deinit {
        nghttp2_session_del(raw)
        opening.deallocate()
    }

    private static func options(_ settings: HTTP2Settings) -> OpaquePointer {
        var options: OpaquePointer?
        let status = nghttp2_option_new(&options)
        precondition(status == 0, "nghttp2_option_new failed with \(status)")
        nghttp2_option_set_no_auto_window_update(options, 1)
        nghttp2_option_set_no_closed_streams(options, 1)
        nghttp2_option_set_max_outbound_ack(options, settings.pendingAnswerCountMax)
        nghttp2_option_set_max_settings(options, settings.settingCountMax)
        nghttp2_option_set_max_continuations(options, settings.continuationCountMax)
        nghttp2_option_set_stream_reset_rate_limit(
            options, UInt64(settings.resetCountMax), UInt64(settings.resetCountPerSecond))
        return options!
    }

    private func submit(_ settings: HTTP2Settings) {
        func entry(_ id: nghttp2_settings_id, _ value: Int) -> nghttp2_settings_entry {
            nghttp2_settings_entry(settings_id: Int32(id.rawValue), value: UInt32(value))
        }
        let entries = [
            entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, settings.streamCountMax),
            entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, settings.streamWindowByteCount),
            entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, settings.headerListByteCountMax),
            // Nothing here is prioritized, and a tree of priorities is work that a peer could ask for.
            entry(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1),
        ]
        let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        check(nghttp2_submit_settings(raw, none, entries, entries.count))
        check(
            nghttp2_session_set_local_window_size(
                raw, none, 0, Int32(clamping: settings.connectionWindowByteCount)))
    }

    /// For what fails only without memory.
    private func check(_ status: CInt) {
        precondition(status == 0, "nghttp2 answered \(status)")
    }

    // MARK: Bytes in, bytes out

    /// Tells by the overridden calls what `bytes` mean. What breaks the protocol is answered by the session itself.
    ///
    /// - Throws: when the connection is to be closed at once.
    public func receive(_ bytes: UnsafeRawBufferPointer) throws(HTTP2Error) {
        guard bytes.count > 0 else { return }
        let count = nghttp2_session_mem_recv(
            raw, bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), bytes.count)
        if count < 0 { throw HTTP2Error(code: count) }
    }

    /// Adds what is to be sent to `output`, until nothing is left or it holds `byteCountMax` bytes or a frame more.
    public func write(to output: ByteBuffer, byteCountMax: Int) throws(HTTP2Error) {
        self.output = output
        outputByteCountMax = byteCountMax
        defer { self.output = nil }
        while output.count < byteCountMax {
            var bytes: UnsafePointer<UInt8>?
            let start = output.count
            let count = nghttp2_session_mem_send(raw, &bytes)
            if count < 0 { throw HTTP2Error(code: count) }
            // A part of a body adds itself to the output.
            if count == 0, output.count == start { return }
            output.append(UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }

    /// True while there is something to send, the peer's window permitting.
    public var wantsToWrite: Bool { nghttp2_session_want_write(raw) != 0 }

    /// True once the connection has nothing more to say or hear: write, then close it.
    public var isOver: Bool { nghttp2_session_want_read(raw) == 0 && nghttp2_session_want_write(raw) == 0 }

    /// Frames that wait to be sent, bodies not counted.
    public var waitingFrameCount: Int { nghttp2_session_get_outbound_queue_size(raw) }

    // MARK: Answering

    /// Answers `stream` with `headers` alone when `tag` is nil, else with the body that `bodyWanted` gives for it, too.
    public func respond(_ stream: Int32, _ headers: HTTP2Headers, bodyOf tag: Int?) {
        // Without a stream, which the peer may have reset in this same turn, the library says no, and nobody waits.
        _ = headers.withVectors { vectors, count in
            guard let tag else { return nghttp2_submit_response(raw, stream, vectors, count, nil) }
            var provider = nghttp2_data_provider()
            provider.source.ptr = UnsafeMutableRawPointer(bitPattern: tag)
            provider.read_callback = HTTP2Callbacks.bodyWanted
            return nghttp2_submit_response(raw, stream, vectors, count, &provider)
        }
    }

    /// Ends the reply on `stream` after its body. Called when the last part of it is asked for.
    public func respond(_ stream: Int32, trailers: HTTP2Headers) {
        _ = trailers.withVectors { vectors, count in nghttp2_submit_trailer(raw, stream, vectors, count) }
    }

    /// There is more of the body of `stream`, after none was there.
    public func resume(_ stream: Int32) {
        nghttp2_session_resume_data(raw, stream)
    }

    /// Ends `stream` now.
    public func reset(_ stream: Int32, _ code: HTTP2ErrorCode) {
        nghttp2_submit_rst_stream(raw, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, code.rawValue)
    }

    /// Lets the peer send `byteCount` bytes more on `stream` and on the connection.
    public func consume(_ stream: Int32, byteCount: Int) {
        nghttp2_session_consume(raw, stream, byteCount)
    }

    /// Lets the peer send `byteCount` bytes more on the connection, not on the stream that they came on.
    public func consumeConnection(byteCount: Int) {
        nghttp2_session_consume_connection(raw, byteCount)
    }

    /// Lets the peer send `byteCount` bytes more on `stream`, for the connection was told already.
    public func consumeStream(_ stream: Int32, byteCount: Int) {
        nghttp2_session_consume_stream(raw, stream, byteCount)
    }

    // MARK: The connection

    /// Asks whether the peer is still there.
    public func ping() {
        nghttp2_submit_ping(raw, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
    }

    /// Announces that this side will soon take no more streams. Those that cross the announcement are still served.
    public func announceShutdown() {
        nghttp2_submit_shutdown_notice(raw)
    }

    /// Takes no more streams; the connection is over when those that were begun are.
    public func shutDown() {
        let last = nghttp2_session_get_last_proc_stream_id(raw)
        nghttp2_submit_goaway(raw, UInt8(NGHTTP2_FLAG_NONE.rawValue), last, HTTP2ErrorCode.noError.rawValue, nil, 0)
    }

    /// Ends the connection and all of its streams, for `code` and in the words of `text`.
    public func terminate(_ code: HTTP2ErrorCode, _ text: StaticString) {
        let last = nghttp2_session_get_last_proc_stream_id(raw)
        nghttp2_submit_goaway(
            raw, UInt8(NGHTTP2_FLAG_NONE.rawValue), last, code.rawValue, text.utf8Start, text.utf8CodeUnitCount)
        nghttp2_session_terminate_session(raw, code.rawValue)
    }

    // MARK: For a subclass to override

    /// A request begins. Its tag; nil when the stream is to be refused, which its sender may try again.
    open func streamBegan(_ stream: Int32) -> Int? { nil }

    /// A header of the request: checked by HTTP's rules, names in lower case. Both are valid during the call only.
    open func headerReceived(_ tag: Int, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {}

    /// All headers of the request have come.
    open func headersEnded(_ tag: Int) {}

    /// A part of the request's body, valid during the call only. Its bytes must be consumed at some time, or the peer
    /// stops sending.
    open func bodyReceived(_ tag: Int, _ bytes: UnsafeRawBufferPointer) {}

    /// The peer has sent all of the request.
    open func requestEnded(_ tag: Int) {}

    /// The stream is over, and its tag is free for another one.
    ///
    /// - Parameter code: what the peer or this side gave as reason; 0 after a whole exchange.
    open func streamClosed(_ tag: Int, code: UInt32) {}

    /// What may be sent now of a reply's body, at most `byteCountMax` bytes. No bytes and `body` as what follows: ask
    /// again once `resume` was called.
    open func bodyWanted(_ tag: Int, byteCountMax: Int) -> HTTP2BodyPart {
        HTTP2BodyPart(byteCount: 0, following: .body)
    }

    /// Adds the `byteCount` bytes that `bodyWanted` spoke of to `output`.
    open func bodyTaken(_ tag: Int, byteCount: Int, into output: ByteBuffer) {}

    /// A frame came that is neither request nor reply.
    open func controlReceived(_ kind: HTTP2ControlFrame) {}

    // MARK: What the callbacks do

    /// The tag of `stream`; nil when it has none, as one that was refused.
    private func tag(of stream: Int32) -> Int? {
        nghttp2_session_get_stream_user_data(raw, stream).map { Int(bitPattern: $0) }
    }

    func began(_ frame: UnsafePointer<nghttp2_frame>) -> CInt {
        guard tsk_nghttp2_category(frame) == NGHTTP2_HCAT_REQUEST else { return 0 }
        let stream = tsk_nghttp2_header(frame).pointee.stream_id
        guard let tag = streamBegan(stream) else {
            reset(stream, .refusedStream)
            return 0
        }
        precondition(tag != 0)
        opening.pointee = (stream, tag)
        nghttp2_session_set_stream_user_data(raw, stream, UnsafeMutableRawPointer(bitPattern: tag))
        return 0
    }

    func header(
        _ frame: UnsafePointer<nghttp2_frame>, _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) -> CInt {
        // Trailers of a request say nothing that anyone here wants to know.
        guard tsk_nghttp2_category(frame) == NGHTTP2_HCAT_REQUEST,
            tsk_nghttp2_header(frame).pointee.stream_id == opening.pointee.stream
        else { return 0 }
        headerReceived(opening.pointee.tag, name: name, value: value)
        return 0
    }

    func received(_ frame: UnsafePointer<nghttp2_frame>) -> CInt {
        let header = tsk_nghttp2_header(frame).pointee
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue:
            guard let tag = tag(of: header.stream_id) else { break }
            if tsk_nghttp2_category(frame) == NGHTTP2_HCAT_REQUEST { headersEnded(tag) }
            if header.flags & Self.endStream != 0 { requestEnded(tag) }
        case NGHTTP2_DATA.rawValue:
            if header.flags & Self.endStream != 0 {
                if let tag = tag(of: header.stream_id) { requestEnded(tag) }
            } else if header.length == 0 {
                controlReceived(.idle)
            }
        case NGHTTP2_SETTINGS.rawValue:
            if header.flags & Self.acknowledged == 0 { controlReceived(.settings) }
        case NGHTTP2_PING.rawValue:
            controlReceived(header.flags & Self.acknowledged == 0 ? .ping : .pong)
        case NGHTTP2_GOAWAY.rawValue:
            controlReceived(.goAway)
        default:
            break
        }
        return 0
    }

    /// A frame begins, of whatever kind: of what means nothing here, nothing more is heard.
    func began(_ header: UnsafePointer<nghttp2_frame_hd>) -> CInt {
        let kind = UInt32(header.pointee.type)
        if kind == NGHTTP2_PRIORITY.rawValue || kind > NGHTTP2_CONTINUATION.rawValue { controlReceived(.idle) }
        return 0
    }

    private static let endStream = UInt8(NGHTTP2_FLAG_END_STREAM.rawValue)
    private static let acknowledged = UInt8(NGHTTP2_FLAG_ACK.rawValue)

    /// A reply that is over before its request tells the peer to send no more. Not earlier: the library drops what
    /// waits for a stream that is reset.
    func sent(_ frame: UnsafePointer<nghttp2_frame>) -> CInt {
        let header = tsk_nghttp2_header(frame).pointee
        if UInt32(header.type) == NGHTTP2_HEADERS.rawValue, header.flags & Self.endStream != 0,
            nghttp2_session_get_stream_remote_close(raw, header.stream_id) == 0
        {
            reset(header.stream_id, .noError)
        }
        return 0
    }

    func refused() -> CInt {
        controlReceived(.invalid)
        return 0
    }

    func body(_ stream: Int32, _ bytes: UnsafeRawBufferPointer) -> CInt {
        guard let tag = tag(of: stream) else {
            consume(stream, byteCount: bytes.count)
            return 0
        }
        bodyReceived(tag, bytes)
        return 0
    }

    func closed(_ stream: Int32, _ code: UInt32) -> CInt {
        if let tag = tag(of: stream) { streamClosed(tag, code: code) }
        return 0
    }

    func bodyWanted(_ tag: Int, _ byteCountMax: Int, _ flags: UnsafeMutablePointer<UInt32>) -> Int {
        let part = bodyWanted(tag, byteCountMax: byteCountMax)
        switch part.following {
        case .body:
            if part.byteCount == 0 { return Int(NGHTTP2_ERR_DEFERRED.rawValue) }
        case .trailers:
            flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
        }
        flags.pointee |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue
        return part.byteCount
    }

    func bodyTaken(_ tag: Int, _ frameHeader: UnsafePointer<UInt8>, _ byteCount: Int) -> CInt {
        let output = output!
        output.append(UnsafeRawBufferPointer(start: frameHeader, count: 9))
        bodyTaken(tag, byteCount: byteCount, into: output)
        // Left alone, the library goes on to the next part.
        return output.count < outputByteCountMax ? 0 : NGHTTP2_ERR_PAUSE.rawValue
    }
}
