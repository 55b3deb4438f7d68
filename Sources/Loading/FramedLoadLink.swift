internal import Eventing
internal import Ground
internal import Session
internal import Vocabulary
internal import Wire

/// A connection that speaks the framed protocol. A call's stream is its slot and 1.
final class FramedLoadLink: LoadLink {
    private var session: FrameSession
    private var hasSaidGoodbye = false
    private let frameByteCountMax: Int

    init(number: Int, stream: ByteStream, receiver: LoadReceiver, frameByteCountMax: Int) {
        self.frameByteCountMax = frameByteCountMax
        session = FrameSession(role: .client, frameByteCountMax: frameByteCountMax)
        super.init(number: number, stream: stream, receiver: receiver)
    }

    override var isOpen: Bool { session.peer != nil }
    override var isLeaving: Bool { hasSaidGoodbye }

    override var roomCount: Int {
        guard let peer = session.peer, !hasSaidGoodbye else { return 0 }
        return max(1, Int(peer.inFlightCountMax))
    }

    override func begin() {
        Preface(frameByteCountMax: UInt32(clamping: frameByteCountMax), inFlightCountMax: 0).write(to: stream.output)
        stream.start(receiver: receiver)
    }

    override func send(_ kind: LoadKind, _ body: [UInt8], timeoutMicroseconds: UInt32, slot: Int) {
        let output = stream.output
        FrameHeader(
            .request, bodyByteCount: body.count, code: kind.method, stream: UInt32(slot + 1),
            value: timeoutMicroseconds
        ).write(to: output)
        unsafe body.withUnsafeBytes { unsafe output.append($0) }
    }

    override func read(_ bytes: UnsafeRawBufferPointer, _ tell: (LoadEvent) -> Bool) {
        var input = unsafe bytes
        while let action = unsafe session.next(&input) {
            var goesOn = true
            switch unsafe action {
            case .opened: goesOn = tell(.opened)
            case .response(let header, let body):
                goesOn = tell(.answered(slot: Int(header.stream) - 1, unsafe Self.answer(header, body)))
            case .ping(let body):
                FrameHeader(.pong, bodyByteCount: body.count).write(to: stream.output)
                unsafe stream.output.append(body)
            case .goAway: hasSaidGoodbye = true
            case .failed(let error): goesOn = tell(.failed("\(error)"))
            case .item, .itemSkipped, .end, .credit, .pong, .request, .requestSkipped, .requestMalformed, .cancel,
                .http2:
                break
            }
            guard goesOn else { return }
        }
    }

    private static func answer(_ header: FrameHeader, _ body: UnsafeRawBufferPointer) -> LoadAnswer {
        let status = StatusCode(rawValue: header.code) ?? .unknown
        let reason = status == .ok ? "" : (try? unsafe ErrorDetail(wire: body))?.reason ?? ""
        return unsafe LoadAnswer(status: status, reason: reason, body: body, serverMicroseconds: header.value)
    }
}
