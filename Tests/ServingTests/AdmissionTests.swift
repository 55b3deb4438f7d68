import Calling
import Eventing
import Glibc
import Ground
import Serving
import Session
import Testing
import Vocabulary

extension ServingTrials {
    /// Deadlines, cancellation, limits, and what happens when too much piles up.
    @Suite struct AdmissionTests {
        private func eventually(_ condition: () async -> Bool) async -> Bool {
            for _ in 0..<3_000 {
                if await condition() { return true }
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
            return false
        }

        @Test func `calls are answered in whatever order they end`() async throws {
            try await TestServer.with { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.sleep, stream: 1, "100")
                peer.request(TestServer.Code.sleep, stream: 2, "5")
                peer.request(TestServer.Code.echo, stream: 3)
                let order = (0..<3).compactMap { _ in peer.frame()?.header.stream }
                #expect(order == [3, 2, 1])
            }
        }

        @Test func `a response tells the time it took`() async throws {
            try await TestServer.with { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.sleep, stream: 1, "20")
                let microseconds = peer.frame()?.header.value ?? 0
                #expect(microseconds >= 20_000)
                #expect(microseconds < 60_000_000)
            }
        }

        @Test func `a running call is answered at its deadline and told to stop`() async throws {
            try await TestServer.with { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                let start = MonotonicTime.now
                peer.request(TestServer.Code.sleep, stream: 1, timeoutMicroseconds: 30_000, "60000")
                let frame = peer.frame()
                #expect(frame?.status == .deadlineExceeded)
                #expect(MonotonicTime.now.microseconds(since: start) >= 30_000)
                #expect(MonotonicTime.now.microseconds(since: start) < 20_000_000)
                #expect(await eventually { server.cancelledCount.count == 1 })
                // The late result is dropped: the next frame is the next call's.
                peer.request(TestServer.Code.echo, stream: 1, "next")
                #expect(peer.frame()?.body == Array("next".utf8))
            }
        }

        @Test func `a call whose time ran out while it waited is never begun`() async throws {
            try await TestServer.with(threadCount: 1) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.sleep, stream: 1, "100")
                peer.request(TestServer.Code.sleep, stream: 2, timeoutMicroseconds: 10_000, "1")
                let first = peer.frame()
                #expect(first?.header.stream == 2)
                #expect(first?.status == .deadlineExceeded)
                #expect(peer.frame()?.status == .ok)
                #expect(server.startedCount.count == 1)
            }
        }

        @Test func `a cancelled call is answered at once and told to stop`() async throws {
            try await TestServer.with { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.sleep, stream: 1, "4000")
                #expect(await eventually { server.startedCount.count == 1 })
                peer.send(RawPeer.frame(.cancel, stream: 1))
                #expect(peer.frame()?.status == .cancelled)
                #expect(await eventually { server.cancelledCount.count == 1 })
            }
        }

        @Test func `cancelling what is not in flight does nothing`() async throws {
            try await TestServer.with { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.send(RawPeer.frame(.cancel, stream: 9))
                peer.request(TestServer.Code.echo, stream: 9)
                #expect(peer.frame()?.status == .ok)
            }
        }

        @Test func `the calls of a connection that is gone are cancelled`() async throws {
            try await TestServer.with { server in
                var peer: RawPeer? = RawPeer(server.address)
                peer?.request(TestServer.Code.sleep, stream: 1, "4000")
                #expect(await eventually { server.startedCount.count == 1 })
                peer = nil
                #expect(await eventually { server.cancelledCount.count == 1 })
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
            }
        }

        @Test func `a cancelled task cancels its call at the server`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let task = Task {
                    let _: Blob = try await client.call(TestServer.Code.sleep, Blob("4000"))
                }
                #expect(await eventually { server.startedCount.count == 1 })
                task.cancel()
                await #expect(throws: CallFailure(.cancelled, "cancelled", "the call was cancelled")) {
                    try await task.value
                }
                #expect(await eventually { server.cancelledCount.count == 1 })
                client.close()
            }
        }

        @Test func `a call of a task that was cancelled before is not made`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let task = Task {
                    while !Task.isCancelled { await Task.yield() }
                    let _: Blob = try await client.call(TestServer.Code.sleep, Blob("4000"))
                }
                task.cancel()
                await #expect(throws: CallFailure.self) { try await task.value }
                #expect(server.startedCount.count == 0)
                client.close()
            }
        }

        @Test func `one call too many on a connection is refused at once`() async throws {
            var limits = Limits()
            limits.inFlightCountMax = 3
            try await TestServer.with(limits: limits) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                for stream in 1...4 { peer.request(TestServer.Code.sleep, stream: UInt32(stream), "50") }
                let frame = peer.frame()
                #expect(frame?.header.stream == 4)
                #expect(frame?.status == .resourceExhausted)
                #expect(frame?.detail?.reason == "too_many_calls_in_flight")
                #expect(frame?.detail?.limit == 3)
                for _ in 1...3 { #expect(peer.frame()?.status == .ok) }
            }
        }

        @Test func `one call too many of all connections is refused at once`() async throws {
            var limits = Limits()
            limits.inFlightTotalCountMax = 1
            try await TestServer.with(limits: limits) { server in
                let first = RawPeer(server.address)
                first.request(TestServer.Code.sleep, stream: 1, "100")
                #expect(await eventually { server.startedCount.count == 1 })
                let second = RawPeer(server.address)
                _ = second.preface()
                second.request(TestServer.Code.sleep, stream: 1, "1")
                #expect(second.frame()?.detail?.reason == "server_busy")
            }
        }

        @Test func `requests that wait hold no more bytes than they may`() async throws {
            var limits = Limits()
            limits.bufferedRequestByteCountMax = 1_000
            try await TestServer.with(limits: limits) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                let body = Array("5".utf8)
                peer.send(RawPeer.frame(.request, code: TestServer.Code.sleep, stream: 1, body: Array("50".utf8)))
                peer.send(
                    RawPeer.frame(
                        .request, code: TestServer.Code.pooledEcho, stream: 2, body: Array(repeating: 1, count: 999)))
                let frame = peer.frame()
                #expect(frame?.header.stream == 2)
                #expect(frame?.detail?.reason == "request_memory_exhausted")
                #expect(peer.frame()?.status == .ok)
                // One that arrives in pieces is refused by its header, and its bytes are skipped.
                let large = RawPeer.frame(
                    .request, code: TestServer.Code.pooledEcho, stream: 3, body: Array(repeating: 1, count: 5_000))
                peer.send(Array(large.prefix(100)))
                #expect(peer.frame()?.detail?.reason == "request_memory_exhausted")
                peer.send(Array(large.dropFirst(100)))
                peer.send(RawPeer.frame(.request, code: TestServer.Code.echo, stream: 4, body: body))
                #expect(peer.frame()?.body == body)
                #expect(await eventually { await server.server.counters().bufferedRequestByteCount == 0 })
            }
        }

        @Test func `one connection too many is turned away with a reason`() async throws {
            var limits = Limits()
            limits.connectionCountMax = 2
            try await TestServer.with(limits: limits) { server in
                let peers = (0..<2).map { _ in RawPeer(server.address) }
                for peer in peers { _ = peer.preface() }
                let third = RawPeer(server.address)
                _ = third.preface()
                let frame = third.frame()
                #expect(frame?.kind == .goAway)
                #expect(frame?.detail?.reason == "too_many_connections")
                #expect(third.frame() == nil)
                #expect(await server.server.counters().connectionRefusedCount == 1)
                withExtendedLifetime(peers) {}
            }
        }

        @Test func `a client that does not read its answers is not read either`() async throws {
            var limits = Limits()
            limits.bufferedReplyByteCountMax = 1 << 20
            try await TestServer.with(limits: limits) { server in
                let peer = RawPeer(server.address)
                // Each request of 20 bytes asks for 100,000; the kernel's buffers take some megabytes of them.
                let wanted = 2_000
                let requests = (1...wanted).flatMap {
                    RawPeer.frame(.request, code: TestServer.Code.fill, stream: UInt32($0), body: Array("100000".utf8))
                }
                var sent = peer.sendSome(requests)
                try await Task.sleep(nanoseconds: 100_000_000)
                let answered = await server.server.counters().sentByteCount
                try await Task.sleep(nanoseconds: 50_000_000)
                #expect(await server.server.counters().sentByteCount == answered, "the server went on")
                #expect(answered < 40 << 20, "\(answered) bytes were answered to nobody")
                // Others are served meanwhile.
                let client = Client(address: server.address)
                let answer: Blob = try await client.call(TestServer.Code.echo, Blob("x"))
                #expect(answer.text == "x")
                client.close()
                // And once it reads, it gets all of it.
                _ = peer.preface()
                var received = 0
                while received < wanted {
                    if sent < requests.count { sent += peer.sendSome(Array(requests[sent...])) }
                    guard let frame = peer.frame(), frame.body.count == 100_000 else { break }
                    received += 1
                }
                #expect(received == wanted)
            }
        }

        @Test func `hundreds of connections are served at once`() async throws {
            try await TestServer.with { server in
                let peers = (0..<300).map { _ in RawPeer(server.address) }
                for (index, peer) in peers.enumerated() {
                    peer.request(UInt16(1 + index % 3), stream: 7, "\(index)")
                }
                for (index, peer) in peers.enumerated() {
                    _ = peer.preface()
                    #expect(peer.frame()?.body == Array("\(index)".utf8))
                }
                #expect(await server.server.counters().connectionCount == 300)
                withExtendedLifetime(peers) {}
            }
        }

        @Test func `calls are counted by method and status`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                for _ in 0..<3 { let _: Blob = try await client.call(TestServer.Code.echo, Blob("x")) }
                let _: Blob? = try? await client.call(TestServer.Code.fail, Blob("x"))
                let _: Blob? = try? await client.call(1_000, Blob("x"))
                let counters = await server.server.counters()
                #expect(
                    counters.calls == [
                        .init(method: 1, name: "echo", status: .ok, count: 3),
                        .init(method: 5, name: "fail", status: .notFound, count: 1),
                    ])
                #expect(counters.methodUnknownCount == 1)
                client.close()
            }
        }
    }
}
