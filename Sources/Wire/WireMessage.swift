public import Ground
public import Vocabulary

/// A value that travels as a protobuf message.
public protocol WireMessage: Sendable {
    /// The value that `bytes` encode: checked (UTF-8, NUL, depth, counts), then unpacked.
    ///
    /// - Throws: `INVALID_ARGUMENT` with the path of the offending field; `RESOURCE_EXHAUSTED` past the unpack quota.
    init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure)

    /// Adds the message's bytes to `buffer`.
    func write(to buffer: ByteBuffer)
}
