import Eventing
import Ground
import Serving
import Session
import Testing
import TrialHTTP2
import Vocabulary

extension ServingTrials {
    /// What becomes of calls that the worker pool cannot take at once: who is let in, and in which order.
    @Suite struct WaitingRoomTests {
        private func eventually(_ condition: () async -> Bool) async -> Bool {
            for _ in 0..<5_000 {
                if await condition() { return true }
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
            return false
        }

        /// A server with one worker that knows by experience that a call of `sleep` takes `milliseconds`.
        private func withSlowServer(
            _ milliseconds: Int, limits: Limits = Limits(), _ body: (TestServer) async throws -> Void
        ) async throws {
            try await TestServer.with(limits: limits, threadCount: 1) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.sleep, stream: 1, "\(milliseconds)")
                #expect(peer.frame()?.status == .ok)
                try await body(server)
            }
        }

        @Test func `a call that would be answered too late is refused at once and told when to try again`() async throws
        {
            try await withSlowServer(50) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                for stream in 1...5 { peer.request(TestServer.Code.sleep, stream: UInt32(stream), "50") }
                peer.request(TestServer.Code.sleep, stream: 6, timeoutMicroseconds: 100_000, "50")
                let frame = peer.frame()
                #expect(frame?.header.stream == 6)
                #expect(frame?.status == .resourceExhausted)
                #expect(frame?.detail?.reason == "overloaded")
                // Five of 50 ms are before it, and it has 100 ms.
                #expect((100_000...500_000).contains(frame?.detail?.retryAfterMicroseconds ?? 0))
                for _ in 1...5 { #expect(peer.frame()?.status == .ok) }
                #expect(server.startedCount.count == 6)
            }
        }

        @Test func `a call over gRPC that would be answered too late is refused at once`() async throws {
            try await withSlowServer(50) { server in
                let busy = RawPeer(server.address)
                for stream in 1...5 { busy.request(TestServer.Code.sleep, stream: UInt32(stream), "50") }
                #expect(await eventually { server.startedCount.count == 2 })
                let peer = GRPCPeer(server.address)
                peer.raw.send(
                    HTTP2Bytes.call(1, TestServer.path("Sleep"), Array("50".utf8), [("grpc-timeout", "60m")]))
                #expect(peer.status(of: 1) == "8")
                #expect(await server.server.counters().inFlightCount > 0)
            }
        }

        @Test func `a call that finds nothing before it is let in however slow its method was`() async throws {
            try await withSlowServer(200) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.sleep, stream: 1, timeoutMicroseconds: 100_000, "1")
                #expect(peer.frame()?.status == .ok)
            }
        }

        @Test func `a call without a deadline is refused when it would wait longer than allowed`() async throws {
            var limits = Limits()
            limits.queueDelayMilliseconds = 120
            try await withSlowServer(50, limits: limits) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                for stream in 1...8 { peer.request(TestServer.Code.sleep, stream: UInt32(stream), "50") }
                let answers = (1...8).compactMap { _ in peer.frame() }
                let refused = answers.filter { $0.status == .resourceExhausted }
                #expect((3...7).contains(refused.count))
                #expect(refused.allSatisfy { $0.detail?.reason == "overloaded" })
                #expect(answers.filter { $0.status == .ok }.count == 8 - refused.count)
            }
        }

        @Test func `a connection that floods holds up no other`() async throws {
            try await withSlowServer(5) { server in
                let flood = RawPeer(server.address)
                _ = flood.preface()
                for stream in 1...400 { flood.request(TestServer.Code.sleep, stream: UInt32(stream), "5") }
                #expect(await eventually { server.startedCount.count > 2 })
                let before = server.startedCount.count
                let polite = RawPeer(server.address)
                _ = polite.preface()
                polite.request(TestServer.Code.sleep, stream: 1, timeoutMicroseconds: 1_000_000, "5")
                #expect(polite.frame()?.status == .ok)
                // Its turn came next, not after the four hundred.
                #expect(server.startedCount.count - before < 50)
            }
        }

        @Test func `two connections that flood get as much work done, not as many calls`() async throws {
            try await TestServer.with(threadCount: 1) { server in
                // The same method, so that it is expected to take the same: one asks for it four times as often.
                let often = RawPeer(server.address)
                let seldom = RawPeer(server.address)
                _ = (often.preface(), seldom.preface())
                often.request(TestServer.Code.sleep, stream: 999, "4")
                _ = often.frame()
                for stream in 1...200 { often.request(TestServer.Code.sleep, stream: UInt32(stream), "4") }
                for stream in 1...50 { seldom.request(TestServer.Code.sleep, stream: UInt32(stream), "4") }
                for _ in 1...50 { #expect(seldom.frame()?.status == .ok) }
                // Turn by turn: by the fiftieth of one, about fifty of the other were begun.
                #expect((52...120).contains(server.startedCount.count))
            }
        }

        @Test func `of calls that wait for other nodes so many are begun at once as keep these busy`() async throws {
            try await TestServer.with(threadCount: 1, waitingCallCount: 4) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.wait, stream: 999, "30")
                #expect(peer.frame()?.status == .ok)
                for stream in 1...20 { peer.request(TestServer.Code.wait, stream: UInt32(stream), "30") }
                for answered in 1...20 {
                    #expect(peer.frame()?.status == .ok)
                    // The one that taught how long it takes, those that are answered, the rest of their four, which
                    // may be as well, and four more.
                    #expect(server.startedCount.count <= answered + 10)
                }
                #expect(server.startedCount.count == 21)
            }
        }

        @Test func `a call that would wait too long for other nodes is refused at once`() async throws {
            try await TestServer.with(threadCount: 1, waitingCallCount: 4) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.wait, stream: 999, "50")
                #expect(peer.frame()?.status == .ok)
                // 4 at once, of 50 ms each: the fortieth would begin after half a second.
                for stream in 1...40 { peer.request(TestServer.Code.wait, stream: UInt32(stream), "50") }
                peer.request(TestServer.Code.wait, stream: 41, timeoutMicroseconds: 300_000, "50")
                let frame = peer.frame()
                #expect(frame?.header.stream == 41)
                #expect(frame?.status == .resourceExhausted)
                #expect(frame?.detail?.reason == "overloaded")
                for _ in 1...40 { #expect(peer.frame()?.status == .ok) }
            }
        }

        @Test func `calls that wait are forgotten with their connection`() async throws {
            try await withSlowServer(5) { server in
                var peer: RawPeer? = RawPeer(server.address)
                for stream in 1...200 { peer?.request(TestServer.Code.sleep, stream: UInt32(stream), "5") }
                #expect(await eventually { server.startedCount.count > 2 })
                peer = nil
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                #expect(server.startedCount.count < 150)
                #expect(await server.server.counters().bufferedRequestByteCount == 0)
            }
        }

        @Test func `a call that is cancelled while it waits is answered at once and never begun`() async throws {
            try await withSlowServer(60) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                for stream in 1...4 { peer.request(TestServer.Code.sleep, stream: UInt32(stream), "60") }
                peer.send(RawPeer.frame(.cancel, stream: 4))
                let first = peer.frame()
                #expect(first?.header.stream == 4)
                #expect(first?.status == .cancelled)
                for _ in 1...3 { #expect(peer.frame()?.status == .ok) }
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                #expect(server.startedCount.count == 4)
            }
        }

        @Test func `a method that waits rather than works is not refused`() async throws {
            try await withSlowServer(50) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                for stream in 1...5 { peer.request(TestServer.Code.sleep, stream: UInt32(stream), "50") }
                peer.request(TestServer.Code.asyncEcho, stream: 6, timeoutMicroseconds: 10_000_000, "x")
                let statuses = (1...6).compactMap { _ in peer.frame()?.status }
                #expect(statuses == Array(repeating: .ok, count: 6))
            }
        }
    }
}
