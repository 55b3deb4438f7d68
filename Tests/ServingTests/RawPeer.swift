import Eventing
import Glibc
import Ground
import Session
import Vocabulary
import Wire

/// A client that sends whatever bytes it likes, over a plain blocking socket.
final class RawPeer {
    private let descriptor: CInt
    private var pending: [UInt8] = []
    /// True once the server has ended the connection.
    private(set) var hasEnded = false

    struct Frame: Equatable {
        var header: FrameHeader
        var body: [UInt8]
        var kind: FrameKind? { FrameKind(rawValue: header.kind) }
        var status: StatusCode? { StatusCode(rawValue: header.code) }

        /// What the body of a failure tells.
        var detail: ErrorDetail? {
            body.withUnsafeBytes { try? ErrorDetail(wire: $0) }
        }
    }

    /// Connects, and sends a preface unless told not to.
    init(_ address: SocketAddress, preface: Preface? = Preface(frameByteCountMax: 32 << 20, inFlightCountMax: 0)) {
        let status: CInt
        switch address {
        case .tcp(_, let port):
            descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            status = Self.connect(descriptor, to: &name)
        case .unix(let path):
            descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
            status = Self.connect(descriptor, to: &name)
        }
        precondition(status == 0, "connect failed with \(errno)")
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        if let preface { send(Self.bytes { preface.write(to: $0) }) }
    }

    private static func connect<Name>(_ descriptor: CInt, to name: inout Name) -> CInt {
        withUnsafeBytes(of: &name) { bytes in
            Glibc.connect(
                descriptor, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
    }

    deinit {
        close(descriptor)
    }

    static func bytes(_ write: (ByteBuffer) -> Void) -> [UInt8] {
        let buffer = ByteBuffer()
        write(buffer)
        return Array(buffer.bytes)
    }

    static func frame(
        _ kind: FrameKind, flags: UInt8 = 0, code: UInt16 = 0, stream: UInt32 = 0, value: UInt32 = 0,
        body: [UInt8] = []
    ) -> [UInt8] {
        bytes {
            FrameHeader(
                kind, bodyByteCount: body.count, flags: flags, code: code, stream: stream, value: value
            ).write(to: $0)
        } + body
    }

    /// Sends all of `bytes`; false when the server closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }

    /// Sends what the socket takes without waiting; the count of bytes that went.
    func sendSome(_ bytes: [UInt8]) -> Int {
        max(
            0,
            bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
            })
    }

    func request(_ code: UInt16, stream: UInt32, timeoutMicroseconds: UInt32 = 0, _ text: String = "") {
        send(Self.frame(.request, code: code, stream: stream, value: timeoutMicroseconds, body: Array(text.utf8)))
    }

    /// Ends our half of the connection.
    func shutDown() {
        shutdown(descriptor, CInt(SHUT_WR))
    }

    /// Takes more bytes; false at the end of the connection, and when nothing came for five seconds.
    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        hasEnded = count == 0 || (count < 0 && errno == ECONNRESET)
        guard count > 0 else { return false }
        pending += chunk[..<count]
        return true
    }

    /// The server's preface.
    func preface() -> [UInt8] {
        take(16) ?? []
    }

    /// The next frame; nil at the end of the connection.
    func frame() -> Frame? {
        guard let head = take(16) else { return nil }
        let header = head.withUnsafeBytes { FrameHeader(at: $0.baseAddress!) }
        guard let body = take(Int(header.bodyByteCount)) else { return nil }
        return Frame(header: header, body: body)
    }

    /// What has come and was not taken, or what comes next; none at the end of the connection, and when nothing came
    /// for five seconds.
    func some() -> [UInt8] {
        if pending.isEmpty { _ = fill() }
        defer { pending = [] }
        return pending
    }

    /// All that comes until the connection ends.
    func rest() -> [UInt8] {
        while fill() {}
        defer { pending = [] }
        return pending
    }

    /// The next `count` bytes; none when the connection ends before.
    func bytes(_ count: Int) -> [UInt8] {
        take(count) ?? []
    }

    private func take(_ count: Int) -> [UInt8]? {
        while pending.count < count {
            guard fill() else { return nil }
        }
        defer { pending.removeFirst(count) }
        return Array(pending[..<count])
    }
}
