internal import Calling
internal import Ground
internal import Wire

extension WireMessage {
    /// The message in a frame of its own.
    var frame: ByteBuffer {
        let frame = Client.makeFrame()
        write(to: frame)
        return frame
    }
}
