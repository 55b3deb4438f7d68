import Calling
import Eventing
import Ground
import Session
import Vocabulary

/// A server that answers whatever comes first on each connection with the same bytes, good or bad.
final class RogueServer: StreamReceiver, @unchecked Sendable {
    // Unchecked: the streams belong to the loop.
    let loop = EventLoop(name: "rogue")
    private(set) var address = SocketAddress.tcp(host: "127.0.0.1", port: 0)
    private let answer: [UInt8]
    private var streams: [ByteStream] = []
    private let count = Guarded(0)

    /// Connections that were made.
    var connectionCount: Int { count.withLock { $0 } }

    /// - Parameter isPolite: whether the right preface comes before `answer`.
    init(isPolite: Bool = true, answer: [UInt8]) throws {
        let preface = RawPeer.bytes { Preface(frameByteCountMax: 1 << 20, inFlightCountMax: 100).write(to: $0) }
        self.answer = isPolite ? preface + answer : answer
        let listener = try loop.sync { () throws(LoopError) in
            try Listener(loop: self.loop, address: .tcp(host: "127.0.0.1", port: 0)) { stream in
                self.count.withLock { $0 += 1 }
                self.streams.append(stream)
                stream.start(receiver: self)
                self.answer.withUnsafeBytes { stream.output.append($0) }
            }
        }
        address = listener.address
    }

    func streamReceived(_ bytes: UnsafeRawBufferPointer) {}
    func streamEnded(_ error: LoopError) {
        for stream in streams { stream.close() }
        streams = []
    }
    func streamSent() {}

    func stop() {
        loop.stop()
        streams = []
    }
}
