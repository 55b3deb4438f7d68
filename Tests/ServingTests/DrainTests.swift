import Calling
import Eventing
import Ground
import Serving
import Session
import Testing
import Vocabulary

extension ServingTrials {
    /// How a server ends, and what its clients make of that.
    @Suite struct DrainTests {
        private func eventually(_ condition: () async -> Bool) async -> Bool {
            for _ in 0..<3_000 {
                if await condition() { return true }
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
            return false
        }

        /// Why a call fails; nil when it does not.
        private func failure(
            _ client: Client, _ code: UInt16, _ request: Blob, timeoutMicroseconds: UInt32 = 0
        ) async -> CallFailure? {
            do {
                let _: Blob = try await client.call(code, request, timeoutMicroseconds: timeoutMicroseconds)
                return nil
            } catch {
                return error
            }
        }

        @Test func `a drain announces itself, refuses new calls and answers those in flight`() async throws {
            try await TestServer.with { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.sleep, stream: 1, "1000")
                #expect(await eventually { server.startedCount.count == 1 })
                // Prefers the loop, so that it starts though this test blocks a thread of Swift's pool.
                let drain = Task(executorPreference: server.loop) { await server.server.drain() }
                let farewell = peer.frame()
                #expect(farewell?.kind == .goAway)
                #expect(farewell?.status == .unavailable)
                #expect(farewell?.detail?.reason == "draining")
                #expect(farewell?.header.value == 1)
                peer.request(TestServer.Code.echo, stream: 2)
                let refusal = peer.frame()
                #expect(refusal?.header.stream == 2)
                #expect(refusal?.status == .unavailable)
                let answer = peer.frame()
                #expect(answer?.header.stream == 1)
                #expect(answer?.status == .ok)
                #expect(peer.frame() == nil)
                #expect(await drain.value)
            }
        }

        @Test func `a drained server takes no connections and leaves no socket file`() async throws {
            try await TestServer.with { server in
                await server.server.drain()
                let client = Client(address: server.unixAddress)
                let error = await failure(client, TestServer.Code.echo, Blob("x"))
                #expect(error?.status == .unavailable)
                #expect(error?.reason == "connect_failed")
                #expect(error?.message.contains(server.unixAddress.description) == true)
                #expect(error?.message.contains("no such file") == true)
                client.close()
            }
        }

        @Test func `calls that outlast the drain are cancelled`() async throws {
            var limits = Limits()
            limits.drainTimeoutMilliseconds = 50
            try await TestServer.with(limits: limits) { server in
                let peer = RawPeer(server.address)
                peer.request(TestServer.Code.sleep, stream: 1, "60000")
                #expect(await eventually { server.startedCount.count == 1 })
                let start = MonotonicTime.now
                #expect(await server.server.drain())
                #expect(MonotonicTime.now.microseconds(since: start) < 20_000_000)
                #expect(server.cancelledCount.count == 1)
            }
        }

        @Test func `a drain without connections ends at once`() async throws {
            try await TestServer.with { server in
                let start = MonotonicTime.now
                #expect(await server.server.drain())
                #expect(MonotonicTime.now.microseconds(since: start) < 8_000_000)
            }
        }

        @Test func `a silent connection does not hold up a drain`() async throws {
            try await TestServer.with { server in
                let peer = RawPeer(server.address, preface: nil)
                #expect(await eventually { await server.server.counters().connectionCount == 1 })
                let start = MonotonicTime.now
                #expect(await server.server.drain())
                #expect(MonotonicTime.now.microseconds(since: start) < 8_000_000)
                _ = peer
            }
        }

        @Test func `a client connects again after its server came back`() async throws {
            let first = try await TestServer()
            let address = first.address
            let client = Client(address: address)
            let _: Blob = try await client.call(TestServer.Code.echo, Blob("x"))
            await first.stop()
            await #expect(throws: CallFailure.self) {
                let _: Blob = try await client.call(TestServer.Code.echo, Blob("x"))
            }
            let second = try await TestServer(address: address)
            let answer: Blob = try await client.callRetrying(
                TestServer.Code.echo, Blob("again"), timeoutMicroseconds: 5_000_000, attemptCountMax: 50)
            #expect(answer.text == "again")
            client.close()
            await second.stop()
        }

        @Test func `calls in flight fail when their connection is lost`() async throws {
            var limits = Limits()
            limits.drainTimeoutMilliseconds = 1
            try await TestServer.with(limits: limits) { server in
                let client = Client(address: server.address)
                let task = Task { await failure(client, TestServer.Code.sleep, Blob("60000")) }
                #expect(await eventually { server.startedCount.count == 1 })
                await server.server.drain()
                #expect(await task.value?.status == .unavailable)
                client.close()
            }
        }

        @Test func `a closed client fails its calls and new ones`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let task = Task {
                    let _: Blob = try await client.call(TestServer.Code.sleep, Blob("60000"))
                }
                #expect(await eventually { server.startedCount.count == 1 })
                client.close()
                let closed = CallFailure(.unavailable, "client_closed", "the client was closed")
                await #expect(throws: closed) { try await task.value }
                await #expect(throws: closed) {
                    let _: Blob = try await client.call(TestServer.Code.echo, Blob("x"))
                }
            }
        }

        @Test func `a call to a server that never answers ends at its timeout`() async throws {
            let loop = EventLoop(name: "mute")
            let listener = try loop.sync { () throws(LoopError) in
                try Listener(loop: loop, address: .tcp(host: "127.0.0.1", port: 0)) { _ in }
            }
            let client = Client(address: listener.address)
            let error = await failure(client, 1, Blob("x"), timeoutMicroseconds: 30_000)
            #expect(error?.status == .deadlineExceeded)
            client.close()
            loop.stop()
        }

        @Test func `a timeout that is over before its call is sent ends that call alone`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let _: Blob = try await client.call(TestServer.Code.echo, Blob("x"))
                for _ in 0..<20 {
                    let error = await failure(client, TestServer.Code.echo, Blob("x"), timeoutMicroseconds: 1)
                    #expect(error?.status == .deadlineExceeded)
                }
                let answer: Blob = try await client.call(TestServer.Code.echo, Blob("y"))
                #expect(answer.text == "y")
                client.close()
            }
        }

        @Test func `a drain is not over before what was answered has left`() async throws {
            try await TestServer.with { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.fill, stream: 1, "20000000")
                #expect(await eventually { await server.server.counters().sentByteCount > 20_000_000 })
                let isOver = Guarded(false)
                let drain = Task(executorPreference: server.loop) {
                    let isIdle = await server.server.drain()
                    isOver.withLock { $0 = true }
                    return isIdle
                }
                try await Task.sleep(nanoseconds: 200_000_000)
                #expect(!isOver.withLock { $0 })
                #expect(peer.frame()?.body.count == 20_000_000)
                #expect(peer.frame()?.kind == .goAway)
                #expect(await drain.value)
            }
        }

        @Test func `a peer that never reads does not hold up a drain for ever`() async throws {
            var limits = Limits()
            limits.drainTimeoutMilliseconds = 50
            try await TestServer.with(limits: limits) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.fill, stream: 1, "20000000")
                #expect(await eventually { await server.server.counters().sentByteCount > 20_000_000 })
                let start = MonotonicTime.now
                #expect(await server.server.drain())
                #expect(MonotonicTime.now.microseconds(since: start) < 20_000_000)
                _ = peer.bytes(1)
            }
        }

        @Test func `a client sends no more calls than the server allows`() async throws {
            var limits = Limits()
            limits.inFlightCountMax = 2
            try await TestServer.with(limits: limits) { server in
                let client = Client(address: server.address)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<20 {
                        group.addTask { let _: Blob = try await client.call(TestServer.Code.sleep, Blob("1")) }
                    }
                    try await group.waitForAll()
                }
                #expect(await server.server.counters().callRefusedCount == 0)
                client.close()
            }
        }

        @Test func `a request that the server would not accept is not sent`() async throws {
            var limits = Limits()
            limits.frameByteCountMax = 2_000
            try await TestServer.with(limits: limits) { server in
                let client = Client(address: server.address)
                let error = await failure(client, 1, Blob(Array(repeating: 1, count: 2_001)))
                #expect(error?.reason == "request_too_large")
                #expect(error?.limit == 2_000)
                #expect(error?.value == 2_001)
                let answer: Blob = try await client.call(1, Blob("x"))
                #expect(answer.text == "x")
                client.close()
            }
        }

        @Test func `what is wrong with an address is said`() {
            #expect(throws: CallFailure.self) { try Client("example.org") }
            do { _ = try Client("nonsense") } catch { #expect(error.message.contains("'nonsense' is no address")) }
        }

        @Test func `a server that speaks something else is named`() async throws {
            let loop = EventLoop(name: "liar")
            final class Liar: StreamReceiver {
                func streamReceived(_ bytes: UnsafeRawBufferPointer) {}
                func streamEnded(_ error: LoopError) {}
                func streamSent() {}
            }
            let liar = Liar()
            let listener = try loop.sync { () throws(LoopError) in
                try Listener(loop: loop, address: .tcp(host: "127.0.0.1", port: 0)) { stream in
                    stream.start(receiver: liar)
                    Array("HTTP/1.1 200 OK\r\n\r\n".utf8).withUnsafeBytes { stream.output.append($0) }
                }
            }
            let client = Client(address: listener.address)
            let error = await failure(client, 1, Blob("x"), timeoutMicroseconds: 5_000_000)
            #expect(error?.reason == "protocol_broken")
            #expect(error?.message.contains("\(listener.address)") == true)
            client.close()
            loop.stop()
        }
    }
}
