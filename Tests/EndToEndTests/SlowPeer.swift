import Glibc

/// A client on a Unix socket that sends calls and reads no answer until it is told to.
final class SlowPeer {
    private let descriptor: CInt
    private var unread: [UInt8] = []

    /// Connects and sends the preface.
    init?(path: String) {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        let status = withUnsafeBytes(of: &name) { bytes in
            connect(descriptor, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        guard status == 0 else { return nil }
        let preface: [UInt8] = Array("TSRA".utf8) + [1, 0, 0, 0] + Self.bytes(32 << 20) + Self.bytes(0)
        guard send(preface, patienceMilliseconds: 5_000) == preface.count else { return nil }
    }

    deinit {
        close(descriptor)
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// A ping of `byteCount` bytes as call `stream`.
    static func ping(stream: UInt32, byteCount: Int) -> [UInt8] {
        // Field 1, bytes; the length in groups of seven bits.
        var body: [UInt8] = [0x0A]
        var rest = byteCount
        while rest > 0x7F {
            body.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        body.append(UInt8(rest))
        body += [UInt8](repeating: 0x55, count: byteCount)
        return bytes(UInt32(body.count)) + [1, 0, 1, 0] + bytes(stream) + bytes(0) + body
    }

    /// Sends until all is gone or the daemon has taken nothing for `patienceMilliseconds`.
    ///
    /// - Returns: the count of bytes that went.
    func send(_ bytes: [UInt8], patienceMilliseconds: CInt) -> Int {
        var sent = 0
        while sent < bytes.count {
            var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&place, 1, patienceMilliseconds) == 1 else { break }
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
            }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    /// The status of each of the next `count` answers, by call; fewer when none came for five seconds.
    func answers(_ count: Int) -> [UInt32: UInt16] {
        var answers: [UInt32: UInt16] = [:]
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        var isPrefaceRead = false
        while answers.count < count {
            var place = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&place, 1, 5_000) == 1 else { break }
            let received = recv(descriptor, &chunk, chunk.count, 0)
            guard received > 0 else { break }
            unread += chunk.prefix(received)
            if !isPrefaceRead, unread.count >= 16 {
                unread.removeFirst(16)
                isPrefaceRead = true
            }
            while unread.count >= 16 {
                let header = unread.prefix(16).withUnsafeBytes { bytes in
                    (
                        size: Int(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)), kind: bytes[4],
                        code: bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self),
                        stream: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
                    )
                }
                guard isPrefaceRead, unread.count >= 16 + header.size else { break }
                if header.kind == 2 { answers[header.stream] = header.code }
                unread.removeFirst(16 + header.size)
            }
        }
        return answers
    }
}
