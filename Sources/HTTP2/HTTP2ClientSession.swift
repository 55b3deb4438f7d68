internal import CNghttp2
public import Ground

/// The client's side of one HTTP/2 connection, for requests whose bodies are whole: bytes in, calls of what a subclass
/// overrides, bytes out. No I/O and no clock of its own.
///
/// What is overridden is called from within `receive` and `write`. A tag is the number, not 0, that a request was
/// given; it comes back with everything about its stream.
open class HTTP2ClientSession {
    private let raw: OpaquePointer
    /// Bodies that are not sent yet, by tag, and how much of each is.
    private var bodies: [Int: (body: [UInt8], sentByteCount: Int)] = [:]
    /// True once the peer's settings have come.
    public private(set) var isOpen = false

    /// - Parameter windowByteCount: bytes of replies that may be under way, on a stream and on all of them.
    public init(windowByteCount: Int = 16 << 20) {
        var session: OpaquePointer?
        let status = nghttp2_session_client_new2(&session, HTTP2ClientCallbacks.shared, nil, nil)
        precondition(status == 0, "nghttp2_session_client_new2 failed with \(status)")
        raw = session!
        nghttp2_session_set_user_data(raw, Unmanaged.passUnretained(self).toOpaque())
        let entries = [
            nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0),
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue),
                value: UInt32(clamping: windowByteCount)),
        ]
        let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        let settled = nghttp2_submit_settings(raw, none, entries, entries.count)
        let widened = nghttp2_session_set_local_window_size(raw, none, 0, Int32(clamping: windowByteCount))
        precondition(settled == 0 && widened == 0, "nghttp2 answered \(settled) and \(widened)")
    }

    deinit {
        nghttp2_session_del(raw)
    }

    /// Tells by the overridden calls what `bytes` mean.
    ///
    /// - Throws: when the connection is to be closed at once.
    public func receive(_ bytes: UnsafeRawBufferPointer) throws(HTTP2Error) {
        guard bytes.count > 0 else { return }
        let count = nghttp2_session_mem_recv(
            raw, bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), bytes.count)
        if count < 0 { throw HTTP2Error(code: count) }
    }

    /// Adds what is to be sent to `output`.
    public func write(to output: ByteBuffer) throws(HTTP2Error) {
        while true {
            var bytes: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(raw, &bytes)
            if count < 0 { throw HTTP2Error(code: count) }
            if count == 0 { return }
            output.append(UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }

    /// True while there is something to send, the peer's window permitting.
    public var wantsToWrite: Bool { nghttp2_session_want_write(raw) != 0 }

    /// Begins a request with all of its body.
    ///
    /// - Returns: false when the connection takes no more of them.
    public func request(_ headers: HTTP2Headers, body: [UInt8], tag: Int) -> Bool {
        precondition(tag != 0)
        bodies[tag] = (body, 0)
        let stream = headers.withVectors { vectors, count in
            var provider = nghttp2_data_provider()
            provider.source.ptr = UnsafeMutableRawPointer(bitPattern: tag)
            provider.read_callback = HTTP2ClientCallbacks.bodyWanted
            return nghttp2_submit_request(
                raw, nil, vectors, count, &provider, UnsafeMutableRawPointer(bitPattern: tag))
        }
        if stream < 0 { bodies[tag] = nil }
        return stream > 0
    }

    /// Requests that the peer lets be open at once.
    public var streamCountMax: Int {
        Int(nghttp2_session_get_remote_settings(raw, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS))
    }

    /// True once the peer takes no more requests.
    public var isLeaving: Bool { nghttp2_session_check_request_allowed(raw) == 0 }

    // MARK: For a subclass to override

    /// A header or trailer of a reply; both are valid during the call only.
    open func headerReceived(_ tag: Int, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {}

    /// A part of a reply's body, valid during the call only.
    open func bodyReceived(_ tag: Int, _ bytes: UnsafeRawBufferPointer) {}

    /// The reply is over.
    ///
    /// - Parameter code: the reason; 0 after a whole exchange.
    open func closed(_ tag: Int, code: UInt32) {}

    // MARK: What the callbacks do

    private func tag(of stream: Int32) -> Int? {
        nghttp2_session_get_stream_user_data(raw, stream).map { Int(bitPattern: $0) }
    }

    func header(
        _ frame: UnsafePointer<nghttp2_frame>, _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) -> CInt {
        if let tag = tag(of: tsk_nghttp2_header(frame).pointee.stream_id) {
            headerReceived(tag, name: name, value: value)
        }
        return 0
    }

    func received(_ frame: UnsafePointer<nghttp2_frame>) -> CInt {
        if UInt32(tsk_nghttp2_header(frame).pointee.type) == NGHTTP2_SETTINGS.rawValue { isOpen = true }
        return 0
    }

    func body(_ stream: Int32, _ bytes: UnsafeRawBufferPointer) -> CInt {
        if let tag = tag(of: stream) { bodyReceived(tag, bytes) }
        return 0
    }

    func closed(_ stream: Int32, _ code: UInt32) -> CInt {
        guard let tag = tag(of: stream) else { return 0 }
        bodies[tag] = nil
        closed(tag, code: code)
        return 0
    }

    func bodyWanted(_ tag: Int, _ room: UnsafeMutableRawBufferPointer, _ flags: UnsafeMutablePointer<UInt32>) -> Int {
        guard let (body, sentByteCount) = bodies[tag] else {
            flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
            return 0
        }
        let count = min(room.count, body.count - sentByteCount)
        body.withUnsafeBytes {
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sentByteCount..<sentByteCount + count]))
        }
        if sentByteCount + count == body.count {
            flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
            bodies[tag] = nil
        } else {
            bodies[tag]!.sentByteCount += count
        }
        return count
    }
}
