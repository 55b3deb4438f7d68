internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary

/// One connection to the server and the calls that went over it. Owned by the client's core.
final class Link {
    let number: Int
    let stream: ByteStream
    /// Kept here, as the stream does not.
    let receiver: LinkReceiver
    var session: FrameSession
    var inFlight: [UInt32: OutgoingCall] = [:]
    private var lastStream: UInt32 = 0
    /// What the server said when it announced its end.
    var farewell: CallFailure?

    init(number: Int, stream: ByteStream, receiver: LinkReceiver, frameByteCountMax: Int) {
        self.number = number
        self.stream = stream
        self.receiver = receiver
        session = FrameSession(role: .client, frameByteCountMax: frameByteCountMax)
    }

    /// True while another call may be sent.
    var hasRoom: Bool {
        guard let peer = session.peer, farewell == nil else { return false }
        return inFlight.count < max(1, Int(peer.inFlightCountMax))
    }

    /// A stream that no call in flight has.
    func freeStream() -> UInt32 {
        repeat {
            lastStream &+= 1
        } while lastStream == 0 || inFlight[lastStream] != nil
        return lastStream
    }

    func ping(_ body: UnsafeRawBufferPointer) {
        let output = stream.output
        FrameHeader(.pong, bodyByteCount: body.count).write(to: output)
        unsafe output.append(body)
    }
}
