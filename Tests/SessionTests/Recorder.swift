import Ground
import Session

/// What a session said, copied so that it can be compared.
enum Recorded: Equatable {
    case opened
    case http2
    case request(FrameHeader, metadata: [UInt8], body: [UInt8])
    case requestSkipped(FrameHeader)
    case requestMalformed(FrameHeader)
    case response(FrameHeader, body: [UInt8])
    case cancel(UInt32)
    case ping([UInt8])
    case pong([UInt8])
    case goAway(FrameHeader, body: [UInt8])
    case item(UInt32, body: [UInt8])
    case itemSkipped(FrameHeader)
    case end(UInt32)
    case credit(UInt32, UInt32)
    case failed(ProtocolError)

    init(_ action: SessionAction) {
        self =
            switch action {
            case .opened: .opened
            case .http2: .http2
            case .request(let header, let metadata, let body):
                .request(header, metadata: Array(metadata), body: Array(body))
            case .requestSkipped(let header): .requestSkipped(header)
            case .requestMalformed(let header): .requestMalformed(header)
            case .response(let header, let body): .response(header, body: Array(body))
            case .cancel(let stream): .cancel(stream)
            case .ping(let body): .ping(Array(body))
            case .pong(let body): .pong(Array(body))
            case .goAway(let header, let body): .goAway(header, body: Array(body))
            case .item(let stream, let body): .item(stream, body: Array(body))
            case .itemSkipped(let header): .itemSkipped(header)
            case .end(let stream): .end(stream)
            case .credit(let stream, let byteCount): .credit(stream, byteCount)
            case .failed(let error): .failed(error)
            }
    }
}

/// A session and all it has said so far.
struct Recorder: ~Copyable {
    var session: FrameSession
    var actions: [Recorded] = []

    init(role: FrameSession.Role = .server, frameByteCountMax: Int = 4_096) {
        session = FrameSession(role: role, frameByteCountMax: frameByteCountMax)
    }

    mutating func feed(_ bytes: [UInt8], bodyBudget: Int = .max) {
        bytes.withUnsafeBytes { bytes in
            var input = bytes
            while let action = session.next(&input, bodyBudget: bodyBudget) { actions.append(Recorded(action)) }
        }
    }

    /// All that a fresh session makes of `bytes`.
    static func actions(
        _ bytes: [UInt8], role: FrameSession.Role = .server, frameByteCountMax: Int = 4_096
    ) -> [Recorded] {
        var recorder = Recorder(role: role, frameByteCountMax: frameByteCountMax)
        recorder.feed(bytes)
        return recorder.actions
    }
}

let goodPreface: [UInt8] = bytes { Preface(frameByteCountMax: 65_536, inFlightCountMax: 0).write(to: $0) }

/// What `write` adds to a buffer.
func bytes(_ write: (ByteBuffer) -> Void) -> [UInt8] {
    let buffer = ByteBuffer()
    write(buffer)
    return Array(buffer.bytes)
}

/// The bytes of one frame.
func frame(
    _ kind: FrameKind, flags: UInt8 = 0, code: UInt16 = 0, stream: UInt32 = 0, value: UInt32 = 0, body: [UInt8] = []
) -> [UInt8] {
    bytes {
        FrameHeader(kind, bodyByteCount: body.count, flags: flags, code: code, stream: stream, value: value).write(
            to: $0)
    } + body
}
