import Eventing
import Ground
import Serving
import Session
import Testing
import TrialHTTP2
import Vocabulary

extension ServingTrials {
    /// Clients that take nothing, say nothing, or take the place of others.
    @Suite struct SlownessTests {
        private func eventually(_ condition: () async -> Bool) async -> Bool {
            for _ in 0..<5_000 {
                if await condition() { return true }
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
            return false
        }

        private func limits(_ change: (inout Limits) -> Void) -> Limits {
            var limits = Limits()
            limits.replyTimeoutMilliseconds = 100
            change(&limits)
            return limits
        }

        /// More than a socket's buffers take.
        private static let large = 24 << 20

        @Test func `a client that takes nothing of a reply is ended`() async throws {
            try await TestServer.with(limits: limits { _ in }) { server in
                let peer = RawPeer(server.address)
                peer.request(TestServer.Code.fill, stream: 1, "\(Self.large)")
                #expect(await eventually { await server.server.counters().slowReaderCount == 1 })
                #expect(await eventually { await server.server.counters().connectionCount == 0 })
                #expect(peer.rest().count < Self.large)
            }
        }

        @Test func `a client over gRPC that takes nothing of the socket is ended`() async throws {
            try await TestServer.with(limits: limits { _ in }) { server in
                let peer = GRPCPeer(server.address, opening: HTTP2Bytes.preface + HTTP2Bytes.settings(4, 1 << 30))
                peer.raw.send(HTTP2Bytes.windowUpdate(0, 1 << 30))
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Fill"), Array("\(Self.large)".utf8)))
                #expect(await eventually { await server.server.counters().slowReaderCount == 1 })
                #expect(await eventually { await server.server.counters().connectionCount == 0 })
            }
        }

        @Test func `a client that takes its replies little by little is served`() async throws {
            try await TestServer.with(limits: limits { $0.replyTimeoutMilliseconds = 400 }) { server in
                let peer = RawPeer(server.address)
                peer.request(TestServer.Code.fill, stream: 1, "\(Self.large)")
                _ = peer.preface()
                var count = 0
                while count < Self.large + FrameHeader.byteCount {
                    let some = peer.some()
                    guard !some.isEmpty else { break }
                    let isAtStep = count / (4 << 20) != (count + some.count) / (4 << 20)
                    count += some.count
                    if isAtStep { try await Task.sleep(nanoseconds: 200_000_000) }
                }
                #expect(count == Self.large + FrameHeader.byteCount)
                #expect(await server.server.counters().slowReaderCount == 0)
            }
        }

        @Test func `a stream that gets no credit is ended alone`() async throws {
            try await TestServer.with(limits: limits { _ in }) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.count, stream: 1, "100000")
                var last: RawPeer.Frame?
                while let frame = peer.frame() {
                    last = frame
                    if frame.kind == .response { break }
                }
                #expect(last?.status == .deadlineExceeded)
                #expect(last?.detail?.reason == "reply_timeout")
                peer.request(TestServer.Code.echo, stream: 2, "still here")
                #expect(peer.frame()?.body == Array("still here".utf8))
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
            }
        }

        @Test func `a stream that gets credit now and then goes on`() async throws {
            try await TestServer.with(limits: limits { $0.replyTimeoutMilliseconds = 400 }) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.count, stream: 1, "1000")
                var itemCount = 0
                var unpaid = 0
                var last: RawPeer.Frame?
                while let frame = peer.frame() {
                    last = frame
                    if frame.kind == .response { break }
                    itemCount += 1
                    unpaid += frame.body.count + FrameHeader.byteCount
                    guard unpaid > 200_000 else { continue }
                    try await Task.sleep(nanoseconds: 250_000_000)
                    peer.send(RawPeer.frame(.credit, stream: 1, value: UInt32(unpaid)))
                    unpaid = 0
                }
                #expect(last?.status == .ok)
                #expect(itemCount == 1_000)
            }
        }

        @Test(arguments: ["Fill", "Count"])
        func `a stream over gRPC whose window stays shut is reset alone`(name: String) async throws {
            try await TestServer.with(limits: limits { _ in }) { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path(name), Array("100000".utf8)))
                #expect(peer.read { $0.frames.contains { $0.kind == HTTP2Bytes.Kind.reset && $0.stream == 1 } })
                #expect(await server.server.counters().slowReaderCount == 1)
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                peer.raw.send(HTTP2Bytes.windowUpdate(0, 1 << 20))
                peer.raw.send(HTTP2Bytes.call(3, TestServer.path("Echo")))
                #expect(peer.status(of: 3) == "0")
            }
        }

        @Test func `while replies that nobody reads take all memory others are refused`() async throws {
            let limits = limits {
                $0.replyTimeoutMilliseconds = 60_000
                $0.bufferedReplyTotalByteCountMax = 1 << 20
            }
            try await TestServer.with(limits: limits) { server in
                var slow: RawPeer? = RawPeer(server.address)
                slow?.request(TestServer.Code.fill, stream: 1, "\(Self.large)")
                _ = slow?.preface()
                let peer = RawPeer(server.address)
                _ = peer.preface()
                peer.request(TestServer.Code.pooledEcho, stream: 1)
                let refused = peer.frame()
                #expect(refused?.status == .resourceExhausted)
                #expect(refused?.detail?.reason == "reply_memory_exhausted")
                slow = nil
                #expect(
                    await eventually {
                        peer.request(TestServer.Code.pooledEcho, stream: 2)
                        return peer.frame()?.status == .ok
                    })
            }
        }

        @Test func `an idle connection gives way to a new one when there are as many as may be`() async throws {
            let limits = limits {
                $0.connectionCountMax = 2
                $0.idleTimeoutMilliseconds = 20
            }
            try await TestServer.with(limits: limits, loopCount: 1) { server in
                let idle = RawPeer(server.address)
                _ = idle.preface()
                let busy = RawPeer(server.address)
                _ = busy.preface()
                busy.request(TestServer.Code.sleep, stream: 1, "1000")
                #expect(await eventually { server.startedCount.count == 1 })
                try await Task.sleep(nanoseconds: 60_000_000)
                let fresh = RawPeer(server.address)
                _ = fresh.preface()
                fresh.request(TestServer.Code.echo, stream: 1, "in")
                #expect(fresh.frame()?.body == Array("in".utf8))
                let goodbye = idle.frame()
                #expect(goodbye?.kind == .goAway)
                #expect(goodbye?.detail?.reason == "idle")
                #expect(busy.frame()?.status == .ok)
                #expect(await server.server.counters().connectionDisplacedCount == 1)
            }
        }
    }
}
