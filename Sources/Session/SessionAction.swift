/// What some bytes of the peer mean for a connection. Bytes in it are valid until the session is asked again.
@unsafe public enum SessionAction {
    /// The preface was good; `Session.peer` is known now.
    case opened
    /// The peer speaks HTTP/2: what was read, `FrameSession.firstBytes`, and all that follows is another session's.
    case http2
    /// A call. Its metadata is checked to lie within the frame and is not read here.
    case request(FrameHeader, metadata: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer)
    /// A call whose body cannot be taken now, as memory for requests is short; its bytes are skipped.
    case requestSkipped(FrameHeader)
    /// A call whose metadata is longer than its body.
    case requestMalformed(FrameHeader)
    /// The answer to a call.
    case response(FrameHeader, body: UnsafeRawBufferPointer)
    /// The client no longer wants an answer.
    case cancel(stream: UInt32)
    /// To be answered by a pong with the same body.
    case ping(body: UnsafeRawBufferPointer)
    case pong(body: UnsafeRawBufferPointer)
    /// The peer answers nothing after the stream in `value`, and will close.
    case goAway(FrameHeader, body: UnsafeRawBufferPointer)
    /// One message of a streaming call.
    case item(stream: UInt32, body: UnsafeRawBufferPointer)
    /// A message of a streaming call that cannot be taken now, as memory is short; its bytes are skipped.
    case itemSkipped(FrameHeader)
    /// No more messages come on the stream.
    case end(stream: UInt32)
    /// The peer takes so many bytes of messages more on the stream.
    case credit(stream: UInt32, byteCount: UInt32)
    /// The peer broke the protocol: say goodbye and close. Nothing more comes from this session.
    case failed(ProtocolError)
}
