internal import CLibuv
internal import Glibc
public import Ground

/// One connection: bytes in as they arrive, bytes out gathered and written once a turn.
///
/// Everything is called on the loop's thread.
public final class ByteStream: LoopObject, @unchecked Sendable {
    private var handle: SocketHandle?
    private let isTCP: Bool
    /// `handle` as a stream; nil once closed.
    private var raw: UnsafeMutablePointer<uv_stream_t>?
    /// Not owned: the receiver owns the stream, and closes it before it goes.
    private weak var receiver: (any StreamReceiver)?

    /// What is written next: sealed buffers, oldest first, then the open one.
    private var sealed: [ByteBuffer] = []
    private var sealedByteCount = 0
    private var open: ByteBuffer?
    /// What libuv is writing; empty when it is not.
    private var writing: [ByteBuffer] = []
    private var writingByteCount = 0
    /// Bytes that were ever given to the socket.
    private var givenByteCount: UInt64 = 0
    /// What the loop counts of this stream.
    private var countedByteCount = 0
    private var request: UnsafeMutablePointer<uv_write_t>?
    private var isDirty = false
    private var isReading = false
    private var isAskedBeforeFlush = false
    private var ending = Ending.none
    private var linger: LoopTimer?
    private var whenClosed: (@Sendable () -> Void)?

    private enum Ending {
        case none
        /// Close once everything is written.
        case afterFlush
        /// Everything is written and our side is shut; waiting for the other's end.
        case lingering
    }

    /// How long a stream that was ended politely waits for the other side's end.
    private static let lingerMilliseconds = 1_000

    /// A socket of the kind that `address` needs, not connected yet.
    init(loop: EventLoop, for address: SocketAddress) throws(LoopError) {
        let handle = try SocketHandle(loop: loop.raw, for: address)
        isTCP = handle.isTCP
        super.init(loop: loop)
        bind(to: handle.base)
        raw = handle.stream
        self.handle = consume handle
    }

    /// The Unix socket of `descriptor`, which it owns from now on.
    private convenience init(loop: EventLoop, descriptor: CInt) throws(LoopError) {
        do throws(LoopError) {
            try self.init(loop: loop, for: .unix(path: ""))
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        let status = uv_pipe_open(SocketHandle.pipe(raw!), descriptor)
        guard status != 0 else { return }
        Glibc.close(descriptor)
        close()
        throw .system(code: status, doing: "taking over a Unix socket")
    }

    deinit {
        request?.deallocate()
    }

    /// Gives the Unix socket, which was not started, to another loop, and closes this stream; `done` runs there with
    /// the stream that it is from then on. Where that loop has ended the connection does.
    public func move(to other: EventLoop, done: @escaping @Sendable (ByteStream) -> Void) {
        precondition(!isTCP, "a connection of TCP stays where it was taken")
        guard let descriptor else { return close() }
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        close()
        guard copy >= 0 else { return }
        let isPosted = other.post {
            if let stream = try? ByteStream(loop: other, descriptor: copy) { done(stream) }
        }
        if !isPosted { Glibc.close(copy) }
    }

    // MARK: Connecting

    /// Connects to `address`, then calls `done` on the loop's thread with the stream or the error.
    ///
    /// A name is looked up each time, and its addresses are tried in the system's order.
    public static func connect(
        to address: SocketAddress, on loop: EventLoop,
        done: @escaping @Sendable (Result<ByteStream, LoopError>) -> Void
    ) {
        loop.assertOnLoop()
        guard case .tcp(let host, let port) = address, !address.isNumeric else {
            return connectNow(to: address, on: loop, done: done)
        }
        NameLookup.start(host: host, port: port, on: loop) { result in
            switch result {
            case .success(let addresses): connect(toOneOf: addresses[...], of: host, on: loop, done: done)
            case .failure(let error): done(.failure(error))
            }
        }
    }

    /// Tries one address after the other; of what failed the last is told.
    private static func connect(
        toOneOf addresses: ArraySlice<SocketAddress>, of host: String, on loop: EventLoop,
        done: @escaping @Sendable (Result<ByteStream, LoopError>) -> Void
    ) {
        connectNow(to: addresses.first!, on: loop) { result in
            let others = addresses.dropFirst()
            switch result {
            case .failure(.system(let code, let doing)) where others.isEmpty:
                done(.failure(.system(code: code, doing: "\(doing), which is \(host),")))
            case .failure where !others.isEmpty: connect(toOneOf: others, of: host, on: loop, done: done)
            default: done(result)
            }
        }
    }

    private static func connectNow(
        to address: SocketAddress, on loop: EventLoop,
        done: @escaping @Sendable (Result<ByteStream, LoopError>) -> Void
    ) {
        do throws(LoopError) {
            let attempt = Connecting(address: address, stream: try ByteStream(loop: loop, for: address), done: done)
            switch address {
            case .tcp:
                var storage = try address.storage()
                let status = withUnsafeBytes(of: &storage) { bytes in
                    uv_tcp_connect(
                        attempt.start(), SocketHandle.tcp(attempt.stream.raw!),
                        bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), Connecting.finished)
                }
                if status != 0 { attempt.finish(status) }
            case .unix(let path):
                uv_pipe_connect(attempt.start(), SocketHandle.pipe(attempt.stream.raw!), path, Connecting.finished)
            }
        } catch {
            done(.failure(error))
        }
    }

    /// One attempt to connect, kept alive by its request until libuv has answered.
    private final class Connecting {
        let address: SocketAddress
        let done: @Sendable (Result<ByteStream, LoopError>) -> Void
        let request = UnsafeMutablePointer<uv_connect_t>.allocate(capacity: 1)
        let stream: ByteStream

        init(
            address: SocketAddress, stream: ByteStream,
            done: @escaping @Sendable (Result<ByteStream, LoopError>) -> Void
        ) {
            self.address = address
            self.stream = stream
            self.done = done
        }

        deinit {
            request.deallocate()
        }

        /// The request, holding a reference to this attempt until `finish`.
        func start() -> UnsafeMutablePointer<uv_connect_t> {
            request.pointee.data = Unmanaged.passRetained(self).toOpaque()
            return request
        }

        static let finished: uv_connect_cb = { @Sendable request, status in
            Unmanaged<Connecting>.fromOpaque(request!.pointee.data).takeUnretainedValue().finish(status)
        }

        func finish(_ status: CInt) {
            if status == 0 {
                stream.disableDelay()
                done(.success(stream))
            } else {
                stream.close()
                done(.failure(.system(code: status, doing: "connecting to \(address)")))
            }
            Unmanaged.passUnretained(self).release()
        }
    }

    /// Becomes the next connection that waits at `listener`; false when there is none to have.
    func take(from listener: UnsafeMutablePointer<uv_stream_t>) -> Bool {
        guard let raw, uv_accept(listener, raw) == 0 else { return false }
        disableDelay()
        return true
    }

    /// Answers leave at the end of the turn that made them; waiting for more would only add time.
    func disableDelay() {
        guard isTCP, let raw else { return }
        uv_tcp_nodelay(SocketHandle.tcp(raw), 1)
        // A peer that vanished without a word is noticed after a minute and a half.
        uv_tcp_keepalive(SocketHandle.tcp(raw), 1, Self.silentSeconds)
        set(CInt(TCP_KEEPINTVL), Self.probeSeconds)
        set(CInt(TCP_KEEPCNT), Self.probeCount)
        set(CInt(TCP_USER_TIMEOUT), Self.unansweredMilliseconds)
    }

    /// A peer that is silent for so long is asked by the system whether it is there, so often, each time after so long.
    private static let silentSeconds: CUnsignedInt = 60
    static let probeSeconds: CInt = 10
    static let probeCount: CInt = 3
    /// A peer that does not acknowledge what was sent for so long is gone.
    static let unansweredMilliseconds: CInt = 60_000

    /// What the system says of an option of TCP; nil for a Unix socket and once the connection is gone.
    func option(_ name: CInt) -> CInt? {
        guard isTCP, let descriptor else { return nil }
        var value: CInt = 0
        var byteCount = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, CInt(IPPROTO_TCP), name, &value, &byteCount) == 0 ? value : nil
    }

    private func set(_ name: CInt, _ value: CInt) {
        guard let descriptor else { return }
        var value = value
        setsockopt(descriptor, CInt(IPPROTO_TCP), name, &value, socklen_t(MemoryLayout<CInt>.size))
    }

    private var descriptor: uv_os_fd_t? {
        guard let raw else { return nil }
        var descriptor: uv_os_fd_t = -1
        return uv_fileno(tsk_uv_handle(raw), &descriptor) == 0 ? descriptor : nil
    }

    /// The other side's address; nil for a Unix socket and once the connection is gone.
    public var peerAddress: SocketAddress? {
        guard isTCP, let raw else { return nil }
        var storage = sockaddr_storage()
        var byteCount = CInt(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutableBytes(of: &storage) { bytes in
            uv_tcp_getpeername(
                SocketHandle.tcp(raw), bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), &byteCount)
        }
        return status == 0 ? SocketAddress(storage) : nil
    }

    // MARK: Receiving

    /// Names who receives, which the stream does not keep alive, and starts reading.
    ///
    /// - Parameter isAskedBeforeFlush: whether `streamWillFlush` is called before output leaves.
    public func start(receiver: any StreamReceiver, isAskedBeforeFlush: Bool = false) {
        loop.assertOnLoop()
        self.receiver = receiver
        self.isAskedBeforeFlush = isAskedBeforeFlush
        startReading()
    }

    /// Reads again after `stopReading`.
    public func startReading() {
        guard let raw, !isReading, ending == .none else { return }
        read(raw)
    }

    private func read(_ raw: UnsafeMutablePointer<uv_stream_t>) {
        let status = uv_read_start(
            raw,
            { @Sendable handle, _, buffer in
                let bytes = LoopObject.of(handle).loop.receiveBuffer
                buffer!.pointee.base = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
                buffer!.pointee.len = bytes.count
            },
            { @Sendable handle, byteCount, _ in
                let object = LoopObject.of(tsk_uv_handle(handle))
                unsafeDowncast(object, to: ByteStream.self).received(byteCount)
            })
        isReading = status == 0
        if status != 0 { end(.system(code: status, doing: "reading")) }
    }

    /// Leaves what arrives from now on in the kernel, which makes the other side wait.
    public func stopReading() {
        guard let raw, isReading, ending == .none else { return }
        uv_read_stop(raw)
        isReading = false
    }

    private func received(_ byteCount: Int) {
        if byteCount > 0 {
            guard ending == .none else { return }
            receiver?.streamReceived(UnsafeRawBufferPointer(rebasing: loop.receiveBuffer[..<byteCount]))
        } else if byteCount < 0 {
            if let raw { uv_read_stop(raw) }
            isReading = false
            if ending == .lingering {
                close()
            } else if byteCount == Int(UV_EOF.rawValue) {
                end(.ended)
            } else {
                end(.system(code: CInt(byteCount), doing: "reading"))
            }
        }
    }

    private func end(_ error: LoopError) {
        guard raw != nil else { return }
        if ending == .none {
            receiver?.streamEnded(error)
        } else {
            close()
        }
    }

    // MARK: Sending

    /// Bytes that were given to the stream and have not left yet.
    public var pendingByteCount: Int {
        writingByteCount + sealedByteCount + (open?.count ?? 0)
    }

    /// Bytes that the socket has taken so far: grows while the other side reads.
    public var takenByteCount: UInt64 {
        guard let raw else { return givenByteCount }
        return givenByteCount - UInt64(uv_stream_get_write_queue_size(raw))
    }

    /// Tells the loop what waits here, as far as it was not told.
    private func countPending() {
        let pending = raw == nil ? 0 : pendingByteCount
        guard pending != countedByteCount else { return }
        loop.pendingByteCount += pending - countedByteCount
        countedByteCount = pending
    }

    /// The buffer to add output to. It leaves at the end of the turn; fetch it anew for each piece of output.
    public var output: ByteBuffer {
        if let open {
            if !isDirty { markDirty() }
            return open
        }
        let fresh = loop.borrowBuffer()
        open = fresh
        if !isDirty { markDirty() }
        return fresh
    }

    /// Adds all of `buffer` to the output without a copy. Do not change it again; one that somebody still holds when it
    /// has left is not used anew.
    public func append(_ buffer: ByteBuffer) {
        if let open, open.count > 0 {
            seal(open)
            self.open = nil
        }
        seal(buffer)
        if !isDirty { markDirty() }
    }

    private func seal(_ buffer: ByteBuffer) {
        sealed.append(buffer)
        sealedByteCount += buffer.count
    }

    /// Has `flush` called at the end of the turn.
    public func askToFlush() {
        if !isDirty { markDirty() }
    }

    private func markDirty() {
        loop.assertOnLoop()
        isDirty = true
        loop.markDirty(self)
    }

    /// Writes what the socket takes now and leaves the rest to libuv. Called by the loop at the end of the turn; call
    /// it earlier only to learn whether the socket is full.
    public func flush() {
        isDirty = false
        guard raw != nil else { return discard() }
        guard writing.isEmpty else { return countPending() }
        if isAskedBeforeFlush, ending == .none { receiver?.streamWillFlush() }
        guard let raw else { return discard() }
        if sealed.isEmpty {
            guard let open, open.count > 0 else { return finishFlush() }
            var piece = uv_buf_t(
                base: open.mutableBytes.baseAddress!.assumingMemoryBound(to: CChar.self), len: open.count)
            let written = uv_try_write(raw, &piece, 1)
            if Int(written) == open.count {
                givenByteCount += UInt64(written)
                self.open = nil
                loop.giveBack(open)
                return finishFlush()
            }
            writeRest(after: written)
        } else {
            writeRest(after: 0)
        }
    }

    /// Gives everything after the first `written` bytes, or an error in its place, to libuv to write when it can.
    private func writeRest(after written: CInt) {
        if written < 0, written != UV_EAGAIN.rawValue {
            return end(.system(code: written, doing: "writing"))
        }
        writing = sealed
        if let open { writing.append(open) }
        sealed = []
        sealedByteCount = 0
        open = nil
        var skip = Int(max(0, written))
        let pieces = writing.map { buffer in
            let start = min(skip, buffer.count)
            skip -= start
            return uv_buf_t(
                base: buffer.mutableBytes.baseAddress!.assumingMemoryBound(to: CChar.self) + start,
                len: buffer.count - start)
        }
        writingByteCount = pieces.reduce(0) { $0 + $1.len }
        givenByteCount += UInt64(max(0, written)) + UInt64(writingByteCount)
        let request = self.request ?? .allocate(capacity: 1)
        self.request = request
        let status = uv_write(request, raw, pieces, UInt32(pieces.count)) { @Sendable request, status in
            let object = LoopObject.of(tsk_uv_handle(request!.pointee.handle))
            unsafeDowncast(object, to: ByteStream.self).wrote(status)
        }
        if status != 0 {
            discard()
            end(.system(code: status, doing: "writing"))
        }
        countPending()
    }

    private func wrote(_ status: CInt) {
        while var buffer = writing.popLast() {
            if isKnownUniquelyReferenced(&buffer) { loop.giveBack(buffer) }
        }
        writingByteCount = 0
        guard raw != nil else { return discard() }
        guard status == 0 else { return end(.system(code: status, doing: "writing")) }
        if !sealed.isEmpty || open != nil {
            flush()
        } else {
            finishFlush()
        }
        countPending()
        if ending == .none { receiver?.streamSent() }
    }

    private func finishFlush() {
        if ending == .afterFlush { shutDown() }
    }

    private func discard() {
        sealed = []
        sealedByteCount = 0
        if let open { loop.giveBack(open) }
        open = nil
    }

    // MARK: Ending

    /// Sends what waits, tells the other side that no more will come, and closes when it has ended too, or after a
    /// second. The receiver hears nothing any more.
    ///
    /// Closing at once would make the kernel throw away our last words whenever the other side is still sending.
    ///
    /// - Parameter withinMilliseconds: time for the other side to read what waits; then it is thrown away.
    /// - Parameter whenClosed: called once the stream is closed, on the loop's thread; at once if it is already.
    public func closePolitely(
        withinMilliseconds: Int = 10_000, whenClosed: (@Sendable () -> Void)? = nil
    ) {
        loop.assertOnLoop()
        guard raw != nil, ending == .none else {
            whenClosed?()
            return
        }
        self.whenClosed = whenClosed
        ending = .afterFlush
        if writing.isEmpty { flush() }
        if raw != nil, ending == .afterFlush { close(afterMilliseconds: withinMilliseconds) }
    }

    private func close(afterMilliseconds milliseconds: Int) {
        if linger == nil {
            // The timer is closed with the stream, and the loop outlives both.
            linger = try? LoopTimer(loop: loop) { [weak self] in self?.close() }
        }
        guard let linger else { return close() }
        linger.start(afterMilliseconds: milliseconds)
    }

    private func shutDown() {
        guard let raw else { return }
        ending = .lingering
        // Half a shutdown by the plain call: nothing waits in libuv at this point, so there is nothing to order.
        if let descriptor { shutdown(descriptor, CInt(SHUT_WR)) }
        if !isReading { read(raw) }
        guard self.raw != nil else { return }
        close(afterMilliseconds: Self.lingerMilliseconds)
    }

    public override func close() {
        guard raw != nil else { return }
        loop.assertOnLoop()
        raw = nil
        isReading = false
        linger?.close()
        linger = nil
        discard()
        countPending()
        handle = nil
        if let told = whenClosed {
            whenClosed = nil
            told()
        }
    }
}
