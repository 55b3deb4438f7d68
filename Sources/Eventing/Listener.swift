internal import CLibuv
internal import Glibc

/// A socket that takes connections.
public final class Listener: LoopObject, @unchecked Sendable {
    private var handle: SocketHandle?
    private let accept: @Sendable (ByteStream) -> Void
    /// Where it listens, with the port that the system chose when 0 was asked for.
    public private(set) var address: SocketAddress

    /// Connections that wait to be taken, at most.
    private static let backlogCount: CInt = 511

    /// Listens at `address` and calls `accept` with each new connection. Make it on the loop's thread.
    ///
    /// The file of a Unix socket gets mode 0600 and is removed by `close`. One that a dead process left behind is
    /// replaced.
    public init(
        loop: EventLoop, address: SocketAddress, accept: @escaping @Sendable (ByteStream) -> Void
    ) throws(LoopError) {
        self.accept = accept
        self.address = address
        super.init(loop: loop)
        loop.assertOnLoop()
        let handle = try SocketHandle(loop: loop.raw, for: address)
        switch address {
        case .tcp: try bindTCP(SocketHandle.tcp(handle.stream))
        case .unix(let path): try bindPipe(SocketHandle.pipe(handle.stream), path)
        }
        let status = uv_listen(handle.stream, Self.backlogCount) { @Sendable handle, status in
            (LoopObject.of(tsk_uv_handle(handle)) as! Listener).connected(status)
        }
        if status == UV_EADDRINUSE.rawValue { throw .addressInUse(address) }
        try LoopError.check(status, "listening at \(address)")
        bind(to: handle.base)
        self.handle = consume handle
    }

    private func bindTCP(_ socket: UnsafeMutablePointer<uv_tcp_t>) throws(LoopError) {
        var storage = try address.storage()
        let status = withUnsafeBytes(of: &storage) { bytes in
            uv_tcp_bind(socket, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), 0)
        }
        if status == UV_EADDRINUSE.rawValue { throw .addressInUse(address) }
        try LoopError.check(status, "binding \(address)")
        // libuv keeps an address in use to itself until `uv_listen`, so ask only after that would have been told.
        var byteCount = CInt(MemoryLayout<sockaddr_storage>.size)
        let nameStatus = withUnsafeMutableBytes(of: &storage) { bytes in
            uv_tcp_getsockname(socket, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), &byteCount)
        }
        if nameStatus == 0, let bound = SocketAddress(storage) { address = bound }
    }

    private func bindPipe(_ socket: UnsafeMutablePointer<uv_pipe_t>, _ path: String) throws(LoopError) {
        try removeStale(path)
        let status = uv_pipe_bind(socket, path)
        if status == UV_EADDRINUSE.rawValue { throw .addressInUse(address) }
        try LoopError.check(status, "binding \(address)")
        // Nobody can connect before `uv_listen`, so there is no moment at which others could.
        guard chmod(path, 0o600) == 0 else { throw .system(code: -errno, doing: "setting the mode of \(path)") }
    }

    /// Removes the socket at `path` unless somebody listens there.
    private func removeStale(_ path: String) throws(LoopError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .addressInUse(address) }
        let probe = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        guard probe >= 0 else { throw .system(code: -errno, doing: "looking for a listener at \(path)") }
        defer { Glibc.close(probe) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { bytes in
            bytes.copyBytes(from: path.utf8.prefix(SocketAddress.pathByteCountMax))
        }
        let connected = withUnsafeBytes(of: &name) { bytes in
            connect(probe, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        // A full backlog answers EAGAIN: somebody is there.
        guard connected != 0, errno == ECONNREFUSED else { throw .addressInUse(address) }
        guard unlink(path) == 0 || errno == ENOENT else { throw .system(code: -errno, doing: "removing \(path)") }
    }

    private func connected(_ status: CInt) {
        // A connection that was given up before it was taken is no concern of ours.
        guard status == 0, let waiting = handle?.stream else { return }
        do throws(LoopError) {
            let stream = try ByteStream(loop: loop, for: address)
            guard stream.take(from: waiting) else { return stream.close() }
            accept(stream)
        } catch {
            return
        }
    }

    public override func close() {
        loop.assertOnLoop()
        handle = nil
    }
}
