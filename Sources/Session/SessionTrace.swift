internal import Ground

/// All that a session made of some bytes, as numbers that can be compared. For tests and fuzzing.
public struct SessionTrace: Equatable, Sendable {
    public private(set) var actionCount = 0
    /// Changes with every detail of every action, bodies included.
    public private(set) var digest: UInt64 = 0
    /// The protocol error that ended the session; nil when it goes on.
    public private(set) var failure: ProtocolError?
    /// True when the bytes are HTTP/2's, and the session ended for it.
    public private(set) var isHTTP2 = false
    /// True when the bytes end within a frame.
    public private(set) var isMidFrame = false

    /// What a fresh session makes of `bytes` that arrive in pieces whose sizes follow from `seed`; 0 = in one piece.
    @unsafe public init(
        _ bytes: UnsafeRawBufferPointer, role: FrameSession.Role, frameByteCountMax: Int, seed: UInt64
    ) {
        var session = FrameSession(role: role, frameByteCountMax: frameByteCountMax)
        var chance = seed
        var start = 0
        while start < bytes.count, failure == nil, !isHTTP2 {
            var byteCount = bytes.count - start
            if seed != 0 {
                chance = Hash.xxh3(UInt64(start), seed: chance)
                // Mostly small pieces, some of them a single byte.
                byteCount = min(byteCount, 1 + Int(chance % (1 << (chance >> 60))))
            }
            var input = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + byteCount])
            start += byteCount
            while let action = unsafe session.next(&input) { unsafe add(action, &session) }
            precondition(input.count == 0 || failure != nil || isHTTP2, "a session left bytes unread")
        }
        isMidFrame = session.isMidFrame
    }

    private mutating func add(_ action: SessionAction, _ session: inout FrameSession) {
        actionCount += 1
        switch unsafe action {
        case .opened:
            mix(1, session.peer!.frameByteCountMax, session.peer!.inFlightCountMax)
        case .http2:
            isHTTP2 = true
        case .request(let header, let metadata, let body):
            mix(2, header)
            unsafe mix(metadata)
            unsafe mix(body)
            if let whole = session.takeBody() {
                precondition(whole.count == Int(header.bodyByteCount), "a body was handed over in part")
            }
        case .requestSkipped(let header): mix(3, header)
        case .requestMalformed(let header): mix(4, header)
        case .response(let header, let body):
            mix(5, header)
            unsafe mix(body)
        case .cancel(let stream): mix(6, stream)
        case .ping(let body):
            mix(7)
            unsafe mix(body)
        case .pong(let body):
            mix(8)
            unsafe mix(body)
        case .goAway(let header, let body):
            mix(9, header)
            unsafe mix(body)
        case .item(let stream, let body):
            mix(10, stream)
            unsafe mix(body)
            if let whole = session.takeBody() {
                precondition(whole.count == body.count, "a body was handed over in part")
            }
        case .itemSkipped(let header): mix(12, header)
        case .end(let stream): mix(13, stream)
        case .credit(let stream, let byteCount): mix(14, stream, byteCount)
        case .failed(let error):
            mix(11)
            failure = error
        }
    }

    private mutating func mix(_ numbers: UInt32...) {
        for number in numbers { digest = Hash.xxh3(UInt64(number), seed: digest) }
    }

    private mutating func mix(_ label: UInt32, _ header: FrameHeader) {
        mix(label, header.bodyByteCount, UInt32(header.kind), UInt32(header.flags), UInt32(header.code))
        mix(header.stream, header.value)
    }

    private mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        digest = unsafe Hash.xxh3(bytes, seed: digest)
    }
}
