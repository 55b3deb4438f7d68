import Eventing
import Ground
import Serving
import Session
import Testing
import TrialHTTP2
import Vocabulary

extension ServingTrials {
    /// gRPC on the port of the framed protocol, over real sockets.
    @Suite struct GRPCServingTests {
        private func eventually(_ condition: () async -> Bool) async -> Bool {
            for _ in 0..<3_000 {
                if await condition() { return true }
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
            return false
        }

        @Test(arguments: ["Echo", "PooledEcho", "AsyncEcho"])
        func `every lane answers over gRPC`(name: String) async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path(name), Array("hello".utf8)))
                #expect(peer.status(of: 1) == "0")
                #expect(peer.reader.body(of: 1) == HTTP2Bytes.message(Array("hello".utf8)))
            }
        }

        @Test func `both protocols are served on one port`() async throws {
            try await TestServer.with { server in
                let framed = RawPeer(server.address)
                let grpc = GRPCPeer(server.address)
                framed.request(TestServer.Code.echo, stream: 1, "framed")
                grpc.raw.send(HTTP2Bytes.call(1, TestServer.path("Echo")))
                _ = framed.preface()
                #expect(framed.frame()?.body == Array("framed".utf8))
                #expect(grpc.status(of: 1) == "0")
                let counters = await server.server.counters()
                #expect(counters.connectionCount == 2)
                #expect(counters.calls.map(\.count) == [2])
            }
        }

        @Test func `a preface byte by byte is understood`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address, opening: [])
                for byte in HTTP2Bytes.opening {
                    peer.raw.send([byte])
                    try? await Task.sleep(nanoseconds: 200_000)
                }
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Echo")))
                #expect(peer.status(of: 1) == "0")
            }
        }

        @Test func `a client that does not finish its preface is ended`() async throws {
            var limits = Limits()
            limits.prefaceTimeoutMilliseconds = 30
            try await TestServer.with(limits: limits) { server in
                let peer = GRPCPeer(server.address, opening: Array(HTTP2Bytes.preface.prefix(20)))
                #expect(peer.isEnded())
            }
        }

        @Test func `a running call is answered at its deadline and told to stop`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(
                    HTTP2Bytes.call(1, TestServer.path("Sleep"), Array("60000".utf8), [("grpc-timeout", "30m")]))
                #expect(peer.status(of: 1) == "4")
                #expect(await eventually { server.cancelledCount.count == 1 })
            }
        }

        @Test func `a reset tells the work to stop, and others go on`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Sleep"), Array("4000".utf8)))
                #expect(await eventually { server.startedCount.count == 1 })
                peer.raw.send(HTTP2Bytes.reset(1) + HTTP2Bytes.call(3, TestServer.path("PooledEcho")))
                #expect(peer.status(of: 3) == "0")
                #expect(await eventually { server.cancelledCount.count == 1 })
                #expect(peer.reader.frames(of: 1).isEmpty)
            }
        }

        @Test func `the end of a connection cancels its calls`() async throws {
            try await TestServer.with { server in
                var peer: GRPCPeer? = GRPCPeer(server.address)
                peer?.raw.send(HTTP2Bytes.call(1, TestServer.path("Sleep"), Array("4000".utf8)))
                #expect(await eventually { server.startedCount.count == 1 })
                peer = nil
                #expect(await eventually { server.cancelledCount.count == 1 })
                #expect(await eventually { await server.server.counters().connectionCount == 0 })
            }
        }

        @Test func `a failure bears status, words and details`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Fail"), Array("no such thing".utf8)))
                #expect(peer.status(of: 1) == "5")
                let headers = peer.reader.frames(of: 1).last?.headers
                #expect(headers?["grpc-message"] == "no such thing")
                #expect(headers?["grpc-status-details-bin"] != nil)
            }
        }

        @Test func `calls over the server's limit are refused with a hint when to come back`() async throws {
            var limits = Limits()
            limits.inFlightTotalCountMax = 1
            try await TestServer.with(limits: limits) { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Sleep"), Array("50".utf8)))
                peer.raw.send(HTTP2Bytes.call(3, TestServer.path("Sleep"), Array("50".utf8)))
                #expect(peer.status(of: 3) == "8")
                #expect(peer.reader.frames(of: 3).last?.headers["grpc-retry-pushback-ms"] == "10")
                #expect(peer.status(of: 1) == "0")
            }
        }

        @Test func `memory for requests is counted and given back`() async throws {
            var limits = Limits()
            limits.bufferedRequestByteCountMax = 100_000
            try await TestServer.with(limits: limits) { server in
                let peer = GRPCPeer(server.address)
                // The window that the server gives counts once its settings are acknowledged.
                peer.read { !$0.frames.isEmpty }
                peer.raw.send(HTTP2Bytes.frame(HTTP2Bytes.Kind.settings, flags: HTTP2Bytes.acknowledged))
                let half = HTTP2Bytes.message(Array(repeating: 0, count: 200_000))
                let headers = HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(TestServer.path("Echo")))
                let parts = stride(from: 0, to: 160_000, by: 16_000).map {
                    HTTP2Bytes.data(1, Array(half[$0..<$0 + 16_000]))
                }
                peer.raw.send(headers + parts.joined())
                #expect(peer.status(of: 1) == "8")
                #expect(await eventually { await server.server.counters().bufferedRequestByteCount == 0 })
                peer.raw.send(HTTP2Bytes.call(3, TestServer.path("PooledEcho"), [1]))
                #expect(peer.status(of: 3) == "0")
            }
        }

        @Test func `a client that does not read is not served more than a bound`() async throws {
            var limits = Limits()
            limits.bufferedReplyByteCountMax = 1 << 20
            try await TestServer.with(limits: limits) { server in
                // No window at all: every reply waits here.
                let peer = GRPCPeer(server.address, opening: HTTP2Bytes.preface + HTTP2Bytes.settings(4, 0))
                for number in 0..<100 {
                    peer.raw.send(
                        HTTP2Bytes.call(UInt32(2 * number + 1), TestServer.path("Fill"), Array("300000".utf8)))
                }
                #expect(await eventually { await server.server.counters().calls.first?.count ?? 0 >= 4 })
                try? await Task.sleep(nanoseconds: 30_000_000)
                #expect(await server.server.counters().calls.first?.count == 4)
                // With a window, all of them come.
                peer.raw.send(HTTP2Bytes.settings(4, 1 << 20) + HTTP2Bytes.windowUpdate(0, 0x4000_0000))
                for number in 0..<100 {
                    #expect(peer.status(of: UInt32(2 * number + 1)) == "0")
                    #expect(peer.reader.body(of: UInt32(2 * number + 1)).count == 300_005)
                }
            }
        }

        @Test func `calls that are held back can be cancelled, run out of time, and begin in order`() async throws {
            var limits = Limits()
            limits.bufferedReplyByteCountMax = 1 << 20
            try await TestServer.with(limits: limits) { server in
                let peer = GRPCPeer(server.address, opening: HTTP2Bytes.preface + HTTP2Bytes.settings(4, 0))
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Fill"), Array("2000000".utf8)))
                let path = TestServer.path("PooledEcho")
                peer.raw.send(HTTP2Bytes.call(3, path, [], [("grpc-timeout", "30m")]))
                peer.raw.send(HTTP2Bytes.call(5, path) + HTTP2Bytes.call(7, TestServer.path("Echo")))
                peer.raw.send(HTTP2Bytes.reset(5) + HTTP2Bytes.reset(7))
                peer.raw.send(HTTP2Bytes.call(9, path, [9]) + HTTP2Bytes.call(11, TestServer.path("Echo"), [11]))
                #expect(peer.status(of: 3) == "4")
                #expect(peer.reader.frames(of: 9).isEmpty)
                peer.raw.send(HTTP2Bytes.settings(4, 1 << 20) + HTTP2Bytes.windowUpdate(0, 0x4000_0000))
                peer.raw.send(HTTP2Bytes.windowUpdate(1, 0x1000_0000))
                #expect(peer.status(of: 1) == "0")
                #expect(peer.status(of: 9) == "0")
                #expect(peer.status(of: 11) == "0")
                #expect(peer.reader.frames(of: 7).isEmpty)
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                #expect(await server.server.counters().bufferedRequestByteCount == 0)
            }
        }

        @Test func `a connection that ends with calls held back forgets them`() async throws {
            var limits = Limits()
            limits.bufferedReplyByteCountMax = 1 << 20
            try await TestServer.with(limits: limits) { server in
                var peer: GRPCPeer? = GRPCPeer(
                    server.address, opening: HTTP2Bytes.preface + HTTP2Bytes.settings(4, 0))
                peer?.raw.send(HTTP2Bytes.call(1, TestServer.path("Fill"), Array("2000000".utf8)))
                for stream: UInt32 in [3, 5, 7] {
                    peer?.raw.send(HTTP2Bytes.call(stream, TestServer.path("PooledEcho"), [1]))
                }
                #expect(await eventually { await server.server.counters().inFlightCount == 3 })
                peer = nil
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                #expect(await server.server.counters().bufferedRequestByteCount == 0)
            }
        }

        @Test func `a client that is silent is asked, and ended when it does not answer`() async throws {
            var limits = Limits()
            limits.keepAliveMilliseconds = 20
            limits.keepAliveTimeoutMilliseconds = 60
            try await TestServer.with(limits: limits) { server in
                let peer = GRPCPeer(server.address)
                #expect(peer.read { $0.frames.contains { $0.kind == HTTP2Bytes.Kind.ping } })
                #expect(peer.isEnded())
            }
        }

        @Test func `a client that answers pings is kept`() async throws {
            var limits = Limits()
            limits.keepAliveMilliseconds = 10
            limits.keepAliveTimeoutMilliseconds = 1_000
            try await TestServer.with(limits: limits) { server in
                let peer = GRPCPeer(server.address)
                for count in 1...5 {
                    let pings = { (reader: HTTP2FrameReader) in
                        reader.frames.filter { $0.kind == HTTP2Bytes.Kind.ping }
                    }
                    #expect(peer.read { pings($0).count == count })
                    peer.raw.send(
                        HTTP2Bytes.frame(
                            HTTP2Bytes.Kind.ping, flags: HTTP2Bytes.acknowledged, pings(peer.reader).last!.payload))
                }
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Echo")))
                #expect(peer.status(of: 1) == "0")
            }
        }

        @Test func `a request that does not come whole in time is refused alone`() async throws {
            var limits = Limits()
            limits.frameTimeoutMilliseconds = 30
            try await TestServer.with(limits: limits) { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(TestServer.path("Echo"))))
                #expect(peer.status(of: 1) == "4")
                peer.raw.send(HTTP2Bytes.call(3, TestServer.path("Echo")))
                #expect(peer.status(of: 3) == "0")
            }
        }

        @Test func `a flood ends its connection and no other`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                let other = GRPCPeer(server.address)
                for _ in 0..<20 { peer.raw.send(Array(repeating: HTTP2Bytes.ping(), count: 100).flatMap { $0 }) }
                #expect(peer.isEnded())
                #expect(peer.reader.goAwayCodes.first == 11)
                other.raw.send(HTTP2Bytes.call(1, TestServer.path("Echo")))
                #expect(other.status(of: 1) == "0")
                #expect(await server.server.counters().protocolErrorCount == 1)
            }
        }

        @Test func `a drain answers what is in flight`() async throws {
            let server = try await TestServer()
            let peer = GRPCPeer(server.address)
            peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Sleep"), Array("50".utf8)))
            #expect(await eventually { server.startedCount.count == 1 })
            async let stopped: Void = server.stop()
            #expect(peer.read { $0.frames.contains { $0.kind == HTTP2Bytes.Kind.ping } })
            let ping = peer.reader.frames.last { $0.kind == HTTP2Bytes.Kind.ping }!
            peer.raw.send(
                HTTP2Bytes.frame(HTTP2Bytes.Kind.ping, flags: HTTP2Bytes.acknowledged, ping.payload))
            #expect(peer.status(of: 1) == "0")
            #expect(peer.isEnded())
            #expect(peer.reader.goAwayCodes == [0, 0])
            await stopped
        }
    }
}
