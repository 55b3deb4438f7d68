internal import CNghttp2

/// The functions that nghttp2 calls of a client. Its user data is the `HTTP2ClientSession`.
enum HTTP2ClientCallbacks {
    /// Made once and only read from then on; each session copies it.
    nonisolated(unsafe) static let shared: OpaquePointer = {
        var callbacks: OpaquePointer?
        let status = nghttp2_session_callbacks_new(&callbacks)
        precondition(status == 0, "nghttp2_session_callbacks_new failed with \(status)")
        nghttp2_session_callbacks_set_on_header_callback(callbacks) {
            @Sendable _, frame, name, nameCount, value, valueCount, _, user in
            HTTP2ClientCallbacks.with(user) {
                $0.header(
                    frame!, UnsafeRawBufferPointer(start: name, count: nameCount),
                    UnsafeRawBufferPointer(start: value, count: valueCount))
            }
        }
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { @Sendable _, frame, user in
            HTTP2ClientCallbacks.with(user) { $0.received(frame!) }
        }
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) {
            @Sendable _, _, stream, bytes, byteCount, user in
            HTTP2ClientCallbacks.with(user) { $0.body(stream, UnsafeRawBufferPointer(start: bytes, count: byteCount)) }
        }
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { @Sendable _, stream, code, user in
            HTTP2ClientCallbacks.with(user) { $0.closed(stream, code) }
        }
        return callbacks!
    }()

    /// What `body` makes of the session. It is alive, being within a call of its own, so that nothing is counted.
    @inline(__always)
    private static func with<Result>(
        _ user: UnsafeMutableRawPointer?, _ body: (HTTP2ClientSession) -> Result
    ) -> Result {
        Unmanaged<HTTP2ClientSession>.fromOpaque(user!)._withUnsafeGuaranteedRef(body)
    }

    /// Asks for the next part of a request's body.
    static let bodyWanted: nghttp2_data_source_read_callback = {
        @Sendable _, _, bytes, byteCount, flags, source, user in
        let tag = Int(bitPattern: source!.pointee.ptr)
        return HTTP2ClientCallbacks.with(user) {
            $0.bodyWanted(tag, UnsafeMutableRawBufferPointer(start: bytes, count: byteCount), flags!)
        }
    }
}
