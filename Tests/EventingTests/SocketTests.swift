import Eventing
import Glibc
import Ground
import Testing

@Suite struct SocketTests {
    static let addresses: [(String, SocketAddress)] = [
        ("tcp://127.0.0.1:7700", .tcp(host: "127.0.0.1", port: 7_700)),
        ("127.0.0.1:7700", .tcp(host: "127.0.0.1", port: 7_700)),
        ("localhost:1", .tcp(host: "127.0.0.1", port: 1)),
        ("tcp://[::1]:80", .tcp(host: "::1", port: 80)),
        ("tcp://shard-0.shards:80", .tcp(host: "shard-0.shards", port: 80)),
        ("example.org:80", .tcp(host: "example.org", port: 80)), ("tcp://a_1:80", .tcp(host: "a_1", port: 80)),
        ("unix:/run/a.sock", .unix(path: "/run/a.sock")), ("unix:///run/a.sock", .unix(path: "/run/a.sock")),
    ]

    @Test(arguments: addresses)
    func `an address is read as it is written`(text: String, address: SocketAddress) throws {
        #expect(try SocketAddress(text) == address)
    }

    @Test(arguments: [
        "", "7700", "tcp://", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:-1", "::1:80", "[::1]",
        "256.0.0.1:1", "1.2.3:1", "a..b:1", ".a:1", "a.:1", "-a:1", "a-:1", "a b:1", "é:1", "a/b:1",
        String(repeating: "x", count: 64) + ":1", "unix:", "unix:" + String(repeating: "x", count: 108), "unix:/a\0b",
        "tcp:// :1",
    ])
    func `a bad address is refused and named`(text: String) {
        #expect(throws: LoopError.addressInvalid(text)) { try SocketAddress(text) }
    }

    @Test(arguments: addresses.map(\.1))
    func `an address that is written can be read`(address: SocketAddress) throws {
        #expect(try SocketAddress(address.description) == address)
    }

    private static let serial = Counter()

    private static func freshPath() -> String {
        "/tmp/tessera-eventing-\(getpid())-\(serial.add()).sock"
    }

    /// A listener that sends back what it gets, and where it listens.
    private static func echo(on loop: EventLoop, at address: SocketAddress) throws(LoopError) -> Listener {
        final class Echo: StreamReceiver, @unchecked Sendable {
            // Unchecked: used on the loop only.
            let stream: ByteStream
            var isKept: Echo?

            init(_ stream: ByteStream) {
                self.stream = stream
                isKept = self
            }

            func streamReceived(_ bytes: UnsafeRawBufferPointer) {
                stream.output.append(bytes)
            }

            func streamEnded(_ error: LoopError) {
                stream.closePolitely()
                isKept = nil
            }

            func streamSent() {}
        }
        return try loop.sync { () throws(LoopError) in
            try Listener(loop: loop, address: address) { stream in stream.start(receiver: Echo(stream)) }
        }
    }

    private static func connect(on loop: EventLoop, to address: SocketAddress) async throws -> ByteStream {
        try await withCheckedContinuation { continuation in
            loop.post {
                ByteStream.connect(to: address, on: loop) { continuation.resume(returning: $0) }
            }
        }.get()
    }

    @Test(arguments: ["127.0.0.1:0", "[::1]:0", "unix:"])
    func `bytes that are sent come back`(text: String) async throws {
        let address: SocketAddress = text == "unix:" ? .unix(path: Self.freshPath()) : try SocketAddress(text)
        try await withLoop { loop in
            let listener = try Self.echo(on: loop, at: address)
            let stream = try await Self.connect(on: loop, to: listener.address)
            let receiver = Listening()
            let sent = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
            loop.sync {
                stream.start(receiver: receiver)
                for start in stride(from: 0, to: sent.count, by: 100_000) {
                    let piece = ByteBuffer()
                    sent[start..<start + 100_000].withUnsafeBytes { piece.append($0) }
                    stream.append(piece)
                }
            }
            #expect(await receiver.received(atLeast: sent.count) == sent)
            loop.sync { stream.closePolitely() }
        }
    }

    @Test func `a polite end is over in time though the other side never reads`() async throws {
        try await withLoop { loop in
            let closedCount = Counter()
            let listener = try loop.sync { () throws(LoopError) in
                try Listener(loop: loop, address: .unix(path: Self.freshPath())) { stream in
                    stream.append(Self.zeros(8 << 20))
                    stream.closePolitely(withinMilliseconds: 50) { closedCount.add() }
                }
            }
            let stream = try await Self.connect(on: loop, to: listener.address)
            #expect(await closedCount.reaches(1))
            loop.sync { stream.close() }
        }
    }

    private static func zeros(_ count: Int) -> ByteBuffer {
        let buffer = ByteBuffer(capacity: count)
        memset(buffer.extend(byteCount: count), 0, count)
        return buffer
    }

    @Test func `what a failed write sets off does not wait for the next event`() async throws {
        final class Poster: StreamReceiver {
            let loop: EventLoop
            let postCount = Counter()

            init(_ loop: EventLoop) {
                self.loop = loop
            }

            func streamReceived(_ bytes: UnsafeRawBufferPointer) {}
            func streamEnded(_ error: LoopError) {
                loop.post { [postCount] in postCount.add() }
            }
            func streamSent() {}
        }
        try await withLoop { loop in
            let accepted = Guarded<ByteStream?>(nil)
            let poster = Poster(loop)
            let listener = try loop.sync { () throws(LoopError) in
                try Listener(loop: loop, address: .unix(path: Self.freshPath())) { stream in
                    stream.start(receiver: poster)
                    // Deaf, so that only a write can tell that the other side is gone.
                    stream.stopReading()
                    accepted.withLock { $0 = stream }
                }
            }
            let other = try await Self.connect(on: loop, to: listener.address)
            while accepted.withLock({ $0 }) == nil { try await Task.sleep(nanoseconds: 1_000_000) }
            loop.sync { other.close() }
            // Output that a timer makes leaves right before the loop falls asleep.
            let timer = try loop.sync { () throws(LoopError) in
                let timer = try LoopTimer(loop: loop) {
                    accepted.withLock { $0 }!.append(Self.zeros(3))
                }
                timer.start(afterMilliseconds: 100)
                return timer
            }
            #expect(await poster.postCount.reaches(1))
            loop.sync {
                timer.close()
                accepted.withLock { $0 }!.close()
            }
        }
    }

    @Test func `the last words arrive before the end though the other side still sends`() async throws {
        final class Rude: StreamReceiver, @unchecked Sendable {
            // Unchecked: used on the loop only.
            let stream: ByteStream
            var isKept: Rude?

            init(_ stream: ByteStream) {
                self.stream = stream
                isKept = self
            }

            func streamReceived(_ bytes: UnsafeRawBufferPointer) {
                Array("bye".utf8).withUnsafeBytes { stream.output.append($0) }
                stream.closePolitely()
                isKept = nil
            }

            func streamEnded(_ error: LoopError) {}
            func streamSent() {}
        }
        try await withLoop { loop in
            let listener = try loop.sync { () throws(LoopError) in
                try Listener(loop: loop, address: .tcp(host: "127.0.0.1", port: 0)) { stream in
                    stream.start(receiver: Rude(stream))
                }
            }
            let stream = try await Self.connect(on: loop, to: listener.address)
            let receiver = Listening()
            loop.sync {
                stream.start(receiver: receiver)
                for _ in 0..<64 {
                    _ = stream.output.extend(byteCount: 100_000).initializeMemory(
                        as: UInt8.self, repeating: 1, count: 100_000)
                }
            }
            #expect(await receiver.received(atLeast: 3) == Array("bye".utf8))
            #expect(await receiver.endCount.reaches(1))
            loop.sync { stream.close() }
        }
    }

    @Test func `a port in use is named`() async throws {
        try await withLoop { loop in
            let listener = try Self.echo(on: loop, at: .tcp(host: "127.0.0.1", port: 0))
            #expect(throws: LoopError.addressInUse(listener.address)) {
                try Self.echo(on: loop, at: listener.address)
            }
        }
    }

    @Test func `a port is shared by those who join, and with nobody who comes first`() async throws {
        try await withLoop { loop in
            try await withLoop { other in
                let counts = [Counter(), Counter()]
                func listen(
                    _ loop: EventLoop, _ address: SocketAddress, _ sharing: Listener.Sharing, _ place: Int = 0
                ) throws -> Listener {
                    try loop.sync { () throws(LoopError) in
                        try Listener(loop: loop, address: address, sharing: sharing) { stream in
                            counts[place].add()
                            stream.close()
                        }
                    }
                }
                let first = try listen(loop, .tcp(host: "127.0.0.1", port: 0), .first)
                let second = try listen(other, first.address, .joining, 1)
                #expect(second.address == first.address)
                for sharing in [Listener.Sharing.none, .first] {
                    #expect(throws: LoopError.addressInUse(first.address)) {
                        try listen(other, first.address, sharing)
                    }
                }
                let connected = Counter()
                for _ in 0..<100 {
                    loop.sync {
                        ByteStream.connect(to: first.address, on: loop) { result in
                            try? result.get().close()
                            connected.add()
                        }
                    }
                }
                #expect(await connected.reaches(100))
                for _ in 0..<2_000 where counts[0].count + counts[1].count < 100 {
                    try await Task.sleep(nanoseconds: 1_000_000)
                }
                #expect(counts.allSatisfy { $0.count > 10 }, "\(counts.map(\.count))")
            }
        }
    }

    @Test func `nobody joins a port that was not shared`() async throws {
        try await withLoop { loop in
            let listener = try Self.echo(on: loop, at: .tcp(host: "127.0.0.1", port: 0))
            #expect(throws: LoopError.addressInUse(listener.address)) {
                try loop.sync { () throws(LoopError) in
                    try Listener(loop: loop, address: listener.address, sharing: .joining) { $0.close() }
                }
            }
        }
    }

    @Test func `a Unix socket that somebody listens at is in use`() async throws {
        try await withLoop { loop in
            let listener = try Self.echo(on: loop, at: .unix(path: Self.freshPath()))
            #expect(throws: LoopError.addressInUse(listener.address)) {
                try Self.echo(on: loop, at: listener.address)
            }
        }
    }

    @Test func `a Unix socket that a dead process left is replaced`() async throws {
        let path = Self.freshPath()
        let dead = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        let status = withUnsafeBytes(of: &name) { bytes in
            bind(dead, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        #expect(status == 0)
        close(dead)
        try await withLoop { loop in
            let listener = try Self.echo(on: loop, at: .unix(path: path))
            _ = try await Self.connect(on: loop, to: listener.address)
        }
    }

    @Test func `a file that is no socket is never replaced`() async throws {
        let path = Self.freshPath()
        close(open(path, O_CREAT | O_WRONLY, 0o644))
        await withLoop { loop in
            #expect(throws: LoopError.addressInUse(.unix(path: path))) {
                try Self.echo(on: loop, at: .unix(path: path))
            }
        }
        #expect(unlink(path) == 0)
    }

    @Test func `the file of a Unix socket is its owner's alone and goes with the listener`() async throws {
        let path = Self.freshPath()
        try await withLoop { loop in
            _ = try Self.echo(on: loop, at: .unix(path: path))
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
        #expect(access(path, F_OK) != 0)
    }

    @Test func `a refused connection says where to and why`() async throws {
        try await withLoop { loop in
            let listener = try Self.echo(on: loop, at: .tcp(host: "127.0.0.1", port: 0))
            let address = listener.address
            loop.sync { listener.close() }
            do {
                _ = try await Self.connect(on: loop, to: address)
                Issue.record("it connected")
            } catch {
                #expect("\(error)".hasPrefix("connecting to \(address) failed: connection refused"))
            }
        }
    }

    @Test func `a name is looked up when something connects there`() async throws {
        // Every system knows its own name, if only as a loopback address of the file of hosts.
        var name = [CChar](repeating: 0, count: 256)
        #expect(gethostname(&name, name.count) == 0)
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try await withLoop { loop in
            let listener = try Self.echo(on: loop, at: .tcp(host: "0.0.0.0", port: 0))
            guard case .tcp(_, let port) = listener.address else { return }
            let stream = try await Self.connect(on: loop, to: .tcp(host: host, port: port))
            let receiver = Listening()
            loop.sync {
                stream.start(receiver: receiver)
                let piece = ByteBuffer()
                [UInt8](1...3).withUnsafeBytes { piece.append($0) }
                stream.append(piece)
            }
            #expect(await receiver.received(atLeast: 3) == [1, 2, 3])
            loop.sync { stream.closePolitely() }
        }
    }

    @Test func `a name that nobody knows is named`() async throws {
        await withLoop { loop in
            do {
                // By RFC 6761 there is no host below `invalid`.
                _ = try await Self.connect(on: loop, to: SocketAddress("tcp://nobody.invalid:80"))
                Issue.record("it connected")
            } catch {
                #expect("\(error)".hasPrefix("looking up nobody.invalid failed: "))
            }
        }
    }

    @Test func `a name cannot be listened at`() async throws {
        await withLoop { loop in
            #expect(throws: LoopError.addressInvalid("tcp://example.org:0")) {
                try Self.echo(on: loop, at: .tcp(host: "example.org", port: 0))
            }
        }
    }

    @Test func `an address that is not ours cannot be listened at`() async throws {
        await withLoop { loop in
            #expect(throws: LoopError.self) { try Self.echo(on: loop, at: .tcp(host: "192.0.2.1", port: 1)) }
        }
    }

    @Test func `a stream that nobody reads holds what it cannot send`() async throws {
        try await withLoop { loop in
            let listener = try loop.sync { () throws(LoopError) in
                try Listener(loop: loop, address: .tcp(host: "127.0.0.1", port: 0)) { _ in }
            }
            let stream = try await Self.connect(on: loop, to: listener.address)
            let receiver = Listening()
            let pendingByteCount = loop.sync {
                stream.start(receiver: receiver)
                _ = stream.output.extend(byteCount: 32 << 20).initializeMemory(
                    as: UInt8.self, repeating: 1, count: 32 << 20)
                stream.flush()
                return stream.pendingByteCount
            }
            #expect(pendingByteCount > 0)
            #expect(pendingByteCount < 32 << 20)
        }
    }
}
