import Eventing
import Ground
import Session
import Vocabulary
import Wire

/// A server whose first connection echoes one call and answers the second with a go-away that says it was not read;
/// its other connections echo all calls.
final class TurncoatServer: StreamReceiver, @unchecked Sendable {
    // Unchecked: used on its loop, but for the count.
    let loop = EventLoop(name: "turncoat")
    private(set) var address = SocketAddress.tcp(host: "127.0.0.1", port: 0)
    private var stream: ByteStream?
    private var session = FrameSession(role: .server, frameByteCountMax: 1 << 20)
    private var answeredCount = 0
    private let count = Guarded(0)

    var connectionCount: Int { count.withLock { $0 } }

    init() throws {
        let listener = try loop.sync { () throws(LoopError) in
            try Listener(loop: self.loop, address: .tcp(host: "127.0.0.1", port: 0)) { self.take($0) }
        }
        address = listener.address
    }

    private func take(_ stream: ByteStream) {
        count.withLock { $0 += 1 }
        self.stream = stream
        session = FrameSession(role: .server, frameByteCountMax: 1 << 20)
        answeredCount = 0
        Preface(frameByteCountMax: 1 << 20, inFlightCountMax: 100).write(to: stream.output)
        stream.start(receiver: self)
    }

    func streamReceived(_ bytes: UnsafeRawBufferPointer) {
        var input = bytes
        while let stream, let action = session.next(&input) {
            guard case .request(let header, _, let body) = action else { continue }
            if connectionCount == 1, answeredCount == 1 {
                let detail = ByteBuffer()
                ErrorDetail(message: "going", reason: "idle").write(to: detail)
                FrameHeader(
                    .goAway, bodyByteCount: detail.count, code: StatusCode.unavailable.rawValue,
                    value: header.stream - 1
                ).write(to: stream.output)
                stream.output.append(detail.bytes)
                stream.closePolitely()
                self.stream = nil
            } else {
                answeredCount += 1
                FrameHeader(.response, bodyByteCount: body.count, stream: header.stream).write(to: stream.output)
                stream.output.append(body)
            }
        }
    }

    func streamEnded(_ error: LoopError) {
        stream?.close()
        stream = nil
    }

    func streamSent() {}

    func stop() {
        loop.stop()
        stream = nil
    }
}
