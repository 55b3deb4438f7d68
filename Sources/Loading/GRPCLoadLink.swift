internal import Eventing
internal import Ground
internal import HTTP2
internal import Vocabulary
internal import Wire

/// A connection that speaks gRPC. A call's tag is its slot and 1.
final class GRPCLoadLink: LoadLink {
    private let session: Exchanges
    private let authority: String

    /// Replies under way, and those that are over.
    private final class Exchanges: HTTP2ClientSession {
        struct Reply {
            var status: UInt16?
            var message: [UInt8] = []
            /// `google.rpc.Status` of a failure, base64.
            var details: [UInt8] = []
            /// True when somebody wants to look at the message.
            var isKept = false
        }

        private static let detailsName = Array("grpc-status-details-bin".utf8)

        /// By slot.
        var replies: [Reply] = []
        var closed: [(slot: Int, code: UInt32)] = []

        func begin(_ slot: Int, isKept: Bool) {
            while replies.count <= slot { replies.append(Reply()) }
            replies[slot] = Reply(isKept: isKept)
        }

        override func headerReceived(_ tag: Int, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
            if name.count == Self.detailsName.count, unsafe name.elementsEqual(Self.detailsName) {
                unsafe replies[tag - 1].details = Array(value)
            }
            guard unsafe name.elementsEqual("grpc-status".utf8) else { return }
            var number: UInt16 = 0
            for place in 0..<min(value.count, 3) {
                let digit = unsafe value[place] &- UInt8(ascii: "0")
                number = digit < 10 ? number * 10 + UInt16(digit) : .max / 10
            }
            replies[tag - 1].status = number
        }

        override func bodyReceived(_ tag: Int, _ bytes: UnsafeRawBufferPointer) {
            if replies[tag - 1].isKept { unsafe replies[tag - 1].message.append(contentsOf: bytes) }
        }

        override func closed(_ tag: Int, code: UInt32) {
            closed.append((tag - 1, code))
        }
    }

    init(number: Int, stream: ByteStream, receiver: LoadReceiver, authority: String) {
        session = Exchanges()
        self.authority = authority
        super.init(number: number, stream: stream, receiver: receiver)
    }

    override var isOpen: Bool { session.isOpen }
    override var isLeaving: Bool { session.isOpen && session.isLeaving }
    override var roomCount: Int { isOpen && !session.isLeaving ? max(1, session.streamCountMax) : 0 }

    override func begin() {
        stream.start(receiver: receiver, isAskedBeforeFlush: true)
        stream.askToFlush()
    }

    override func send(_ kind: LoadKind, _ body: [UInt8], timeoutMicroseconds: UInt32, slot: Int) {
        let headers = HTTP2Headers()
        headers.add(":method", "POST")
        headers.add(":scheme", "http")
        headers.add(":path", kind.path)
        headers.add(":authority", authority)
        headers.add("content-type", "application/grpc")
        headers.add("te", "trailers")
        // Eight digits at most.
        let isLong = timeoutMicroseconds > 99_999_999
        headers.add("grpc-timeout", isLong ? "\(timeoutMicroseconds / 1_000)m" : "\(timeoutMicroseconds)u")
        var message: [UInt8] = [0]
        unsafe withUnsafeBytes(of: UInt32(body.count).bigEndian) { unsafe message.append(contentsOf: $0) }
        message += body
        session.begin(slot, isKept: flights[slot].role == .explained)
        if !session.request(headers, body: message, tag: slot + 1) { session.closed(slot + 1, code: 0) }
        stream.askToFlush()
    }

    override func read(_ bytes: UnsafeRawBufferPointer, _ tell: (LoadEvent) -> Bool) {
        let wasOpen = session.isOpen
        do {
            try unsafe session.receive(bytes)
        } catch {
            _ = tell(.failed("\(error)"))
            return
        }
        stream.askToFlush()
        if session.isOpen, !wasOpen, !tell(.opened) { return }
        let closed = session.closed
        session.closed.removeAll(keepingCapacity: true)
        for (slot, _) in closed {
            let reply = session.replies[slot]
            let status = reply.status.map { StatusCode(rawValue: $0) ?? .unknown } ?? .unavailable
            let goesOn = unsafe reply.message.withUnsafeBytes { message in
                let body = unsafe UnsafeRawBufferPointer(rebasing: message.dropFirst(5))
                let reason = reply.status == nil ? "stream_reset" : Self.reason(reply.details)
                let answer = unsafe LoadAnswer(status: status, reason: reason, body: body)
                return tell(.answered(slot: slot, answer))
            }
            guard goesOn else { return }
        }
    }

    /// The reason that a failure's details tell; empty without any.
    private static func reason(_ details: [UInt8]) -> String {
        guard !details.isEmpty, let bytes = Base64.decoded(details),
            let status = try? unsafe bytes.withUnsafeBytes({ try unsafe CallStatus(wire: $0) }),
            let detail = status.details.first?.value
        else { return "" }
        return (try? unsafe detail.withUnsafeBytes { try unsafe ErrorDetail(wire: $0) })?.reason ?? ""
    }

    override func willFlush() {
        // To ask for the output is to have it flushed once more.
        guard session.wantsToWrite else { return }
        // What fails here is told by the next read.
        try? session.write(to: stream.output)
    }
}
