internal import Ground
internal import Wire

extension WireMessage {
    /// The message's bytes.
    var wireBytes: [UInt8] {
        let buffer = ByteBuffer()
        write(to: buffer)
        return unsafe Array(buffer.bytes)
    }
}
