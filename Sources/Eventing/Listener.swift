internal import CLibuv
internal import Glibc

/// A socket that takes connections.
public final class Listener: LoopObject, @unchecked Sendable {
    private var handle: SocketHandle?
    private let accept: @Sendable (ByteStream) -> Void
    /// Where it listens, with the port that the system chose when 0 was asked for.
    public private(set) var address: SocketAddress

    /// Who else may listen at an address.
    public enum Sharing: Sendable {
        /// Nobody.
        case none
        /// Nobody when it begins, as with `none`; from then on listeners of this user that are `joining`, as which the
        /// system gives each a part of the connections. TCP only.
        case first
        /// Those that are there.
        case joining
    }

    /// Connections that wait to be taken, at most.
    private static let backlogCount: CInt = 511

    /// Listens at `address` and calls `accept` with each new connection. Make it on the loop's thread.
    ///
    /// The file of a Unix socket gets mode 0600 and is removed by `close`. One that a dead process left behind is
    /// replaced.
    ///
    /// - Throws: `addressInUse` where somebody listens, unless `sharing` says that they share.
    public init(
        loop: EventLoop, address: SocketAddress, sharing: Sharing = .none,
        accept: @escaping @Sendable (ByteStream) -> Void
    ) throws(LoopError) {
        self.accept = accept
        self.address = address
        super.init(loop: loop)
        loop.assertOnLoop()
        let handle = try SocketHandle(loop: loop.raw, for: address)
        switch address {
        case .tcp: try bindTCP(SocketHandle.tcp(handle.stream), joins: sharing == .joining)
        case .unix(let path): try bindPipe(SocketHandle.pipe(handle.stream), path)
        }
        let status = uv_listen(handle.stream, Self.backlogCount) { @Sendable handle, status in
            (LoopObject.of(tsk_uv_handle(handle)) as! Listener).connected(status)
        }
        if status == UV_EADDRINUSE.rawValue { throw .addressInUse(address) }
        try LoopError.check(status, "listening at \(address)")
        // Only now: of two that begin at the same moment the second was refused by `uv_listen`, and no other program
        // of ours asks to join.
        if sharing == .first { try share(handle.base) }
        bind(to: handle.base)
        self.handle = consume handle
    }

    /// Lets others listen at the same address.
    private func share(_ socket: UnsafeMutablePointer<uv_handle_t>) throws(LoopError) {
        var descriptor: uv_os_fd_t = -1
        try LoopError.check(uv_fileno(socket, &descriptor), "sharing \(address)")
        try share(descriptor)
    }

    private func share(_ descriptor: CInt) throws(LoopError) {
        var yes: CInt = 1
        guard setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, socklen_t(MemoryLayout<CInt>.size)) == 0 else {
            throw .system(code: -errno, doing: "sharing \(address)")
        }
    }

    /// Gives `socket` a descriptor that may listen where another does.
    private func openShared(
        _ socket: UnsafeMutablePointer<uv_tcp_t>, family: sa_family_t
    ) throws(LoopError) {
        let kind = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(CInt(family), kind, 0)
        guard descriptor >= 0 else { throw .system(code: -errno, doing: "making a TCP socket") }
        let status = uv_tcp_open(socket, descriptor)
        if status != 0 { Glibc.close(descriptor) }
        try LoopError.check(status, "making a TCP socket")
        try share(descriptor)
    }

    private func bindTCP(_ socket: UnsafeMutablePointer<uv_tcp_t>, joins: Bool) throws(LoopError) {
        var storage = try address.storage()
        if joins { try openShared(socket, family: storage.ss_family) }
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
