internal import CLibuv
internal import Glibc

/// One question to the system's resolver, kept alive by its request until libuv has answered.
///
/// It is asked on a thread of libuv's, so a slow answer holds up no connection but the one that waits for it; a loop
/// that is told to stop waits for the answer too.
final class NameLookup {
    private let host: String
    private let port: UInt16
    private let done: @Sendable (Result<[SocketAddress], LoopError>) -> Void
    private let request = UnsafeMutablePointer<uv_getaddrinfo_t>.allocate(capacity: 1)

    private init(
        host: String, port: UInt16, done: @escaping @Sendable (Result<[SocketAddress], LoopError>) -> Void
    ) {
        self.host = host
        self.port = port
        self.done = done
    }

    deinit {
        request.deallocate()
    }

    /// Calls `done` on the loop's thread with the numeric addresses of `host`, at least one, those first that the
    /// system would try first.
    static func start(
        host: String, port: UInt16, on loop: EventLoop,
        done: @escaping @Sendable (Result<[SocketAddress], LoopError>) -> Void
    ) {
        let lookup = NameLookup(host: host, port: port, done: done)
        lookup.request.pointee.data = Unmanaged.passRetained(lookup).toOpaque()
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        let status = uv_getaddrinfo(loop.raw, lookup.request, Self.answered, host, nil, &hints)
        if status != 0 { lookup.finish(status, nil) }
    }

    private static let answered: uv_getaddrinfo_cb = { @Sendable request, status, found in
        Unmanaged<NameLookup>.fromOpaque(request!.pointee.data).takeUnretainedValue().finish(status, found)
    }

    private func finish(_ status: CInt, _ found: UnsafeMutablePointer<addrinfo>?) {
        defer {
            uv_freeaddrinfo(found)
            Unmanaged.passUnretained(self).release()
        }
        guard status == 0 else { return done(.failure(.system(code: status, doing: "looking up \(host)"))) }
        var addresses: [SocketAddress] = []
        var next = found
        while let entry = next {
            var storage = sockaddr_storage()
            let byteCount = min(Int(entry.pointee.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
            withUnsafeMutableBytes(of: &storage) {
                $0.copyMemory(from: UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: byteCount))
            }
            if case .tcp(let number, _)? = SocketAddress(storage) {
                addresses.append(.tcp(host: number, port: port))
            }
            next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else {
            return done(.failure(.system(code: UV_EAI_NODATA.rawValue, doing: "looking up \(host)")))
        }
        done(.success(addresses))
    }
}
