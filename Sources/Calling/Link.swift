internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary

/// One connection to the server and the calls that went over it. Owned by the client's core.
final class Link: Expiring {
    let number: Int
    let stream: ByteStream
    /// Kept here, as the stream does not.
    let receiver: LinkReceiver
    var session: FrameSession
    var inFlight: [UInt32: OutgoingCall] = [:]
    /// Calls that nobody waits for any more and that the server has not answered yet: they count as in flight there.
    var abandoned: Set<UInt32> = []
    private var lastStream: UInt32 = 0
    /// What the server said when it announced its end.
    var farewell: CallFailure?
    /// The last call that the server has read, when it said so.
    var lastReadStream: UInt32?
    /// True once the server has answered a call.
    var hasAnswered = false
    /// By which the server must have sent its preface.
    let deadline: MonotonicTime
    var heapIndex = -1
    private unowned let core: ClientCore

    /// Frames of more bytes leave as they are; others are copied to those that leave with them.
    private static let copiedByteCountMax = 16 << 10

    init(number: Int, stream: ByteStream, core: ClientCore, limits: Limits) {
        self.number = number
        self.stream = stream
        self.core = core
        receiver = LinkReceiver(core: core, number: number)
        session = FrameSession(role: .client, frameByteCountMax: limits.frameByteCountMax)
        deadline = .now.advanced(microseconds: UInt64(limits.prefaceTimeoutMilliseconds) * 1_000)
    }

    /// True while the server's preface has not come.
    var isOpening: Bool { session.peer == nil }

    /// Calls that the server counts.
    var callCount: Int { inFlight.count + abandoned.count }

    /// True while another call may be sent.
    var hasRoom: Bool {
        guard let peer = session.peer, farewell == nil else { return false }
        return callCount < max(1, Int(peer.inFlightCountMax))
    }

    /// A stream that no call in flight has.
    func freeStream() -> UInt32 {
        repeat {
            lastStream &+= 1
        } while lastStream == 0 || inFlight[lastStream] != nil || abandoned.contains(lastStream)
        return lastStream
    }

    /// True when the server has said that it did not read the call's request, or when it could not have.
    func hasIgnored(_ call: OutgoingCall) -> Bool {
        guard let lastReadStream else { return false }
        // Streams count up, and around.
        return Int32(bitPattern: call.stream &- lastReadStream) > 0
    }

    func send(_ frame: ByteBuffer) {
        if frame.count > Self.copiedByteCountMax {
            stream.append(frame)
        } else {
            unsafe stream.output.append(frame.bytes)
        }
    }

    func ping(_ body: UnsafeRawBufferPointer) {
        let output = stream.output
        FrameHeader(.pong, bodyByteCount: body.count).write(to: output)
        unsafe output.append(body)
    }

    func expire() {
        core.expire(self)
    }
}
