import Calling
import Eventing
import Ground
import Serving
import Session
import Testing
import Vocabulary

extension ServingTrials {
    /// A server of several loops.
    @Suite struct LoopsTests {
        private func eventually(_ condition: () async -> Bool) async -> Bool {
            for _ in 0..<3_000 {
                if await condition() { return true }
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
            return false
        }

        /// Of a server that refuses no call for what stands before it.
        private static let patient: Limits = {
            var limits = Limits()
            limits.queueDelayMilliseconds = 3_600_000
            return limits
        }()

        /// Connections to the Unix socket, which are handed round: loop after loop.
        private func peers(_ count: Int, _ server: TestServer) -> [RawPeer] {
            (0..<count).map { _ in
                let peer = RawPeer(server.unixAddress)
                _ = peer.preface()
                return peer
            }
        }

        @Test func `every loop answers on every lane, and what is counted is the sum`() async throws {
            try await TestServer.with(loopCount: 3) { server in
                let codes = [
                    TestServer.Code.echo, TestServer.Code.pooledEcho, TestServer.Code.asyncEcho,
                    TestServer.Code.isolated,
                ]
                let peers = peers(6, server)
                for peer in peers {
                    for (stream, code) in codes.enumerated() { peer.request(code, stream: UInt32(stream + 1), "x") }
                }
                for peer in peers { #expect(codes.allSatisfy { _ in peer.frame()?.status == .ok }) }
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                let counters = await server.server.counters()
                #expect(counters.connectionCount == 6)
                #expect(counters.calls.map(\.count) == [6, 6, 6, 6])
                #expect(counters.bufferedRequestByteCount == 0)
            }
        }

        @Test func `clients of a port are spread and answered`() async throws {
            try await TestServer.with(loopCount: 3) { server in
                let options = ClientOptions(connectionCountMax: 1)
                let clients = (0..<12).map { _ in Client(address: server.address, options: options) }
                for client in clients {
                    for code in [TestServer.Code.pooledEcho, TestServer.Code.asyncEcho] {
                        let answer: Blob = try await client.call(code, Blob("a"))
                        #expect(answer.text == "a")
                    }
                }
                for client in clients { client.close() }
                #expect(await eventually { await server.server.counters().connectionCount == 0 })
            }
        }

        @Test(arguments: [1, 2]) func `a second server at the port is refused`(loopCount: Int) async throws {
            try await TestServer.with(loopCount: loopCount) { server in
                let loops = (0..<2).map { EventLoop(name: "second-\($0)") }
                let second = Server(loops: loops, table: MethodTable())
                await #expect(throws: LoopError.addressInUse(server.address)) {
                    try await second.listen(at: server.address)
                }
                #expect(await second.drain())
                for loop in loops { loop.stop() }
                let client = Client(address: server.address)
                defer { client.close() }
                let answer: Blob = try await client.call(TestServer.Code.echo, Blob("a"))
                #expect(answer.text == "a")
            }
        }

        @Test func `connections over all loops are as many as allowed`() async throws {
            var limits = Limits()
            limits.connectionCountMax = 4
            try await TestServer.with(limits: limits, loopCount: 2) { server in
                var peers = peers(4, server)
                let refused = RawPeer(server.unixAddress)
                _ = refused.preface()
                #expect(refused.frame()?.detail?.reason == "too_many_connections")
                peers.removeLast()
                #expect(await eventually { await server.server.counters().connectionCount == 3 })
                let late = RawPeer(server.unixAddress)
                _ = late.preface()
                late.request(TestServer.Code.echo, stream: 1, "x")
                #expect(late.frame()?.status == .ok)
            }
        }

        @Test func `an idle connection of another loop gives way to the next client`() async throws {
            var limits = Limits()
            limits.connectionCountMax = 1
            limits.idleTimeoutMilliseconds = 1
            try await TestServer.with(limits: limits, loopCount: 2) { server in
                let idle = peers(1, server)[0]
                try await Task.sleep(nanoseconds: 5_000_000)
                // The other loop has no connection that it could end.
                let refused = RawPeer(server.unixAddress)
                _ = refused.preface()
                #expect(refused.frame()?.detail?.reason == "too_many_connections")
                #expect(idle.frame()?.detail?.reason == "idle")
                #expect(await eventually { await server.server.counters().connectionCount == 0 })
                let fresh = peers(1, server)[0]
                fresh.request(TestServer.Code.echo, stream: 1, "in")
                #expect(fresh.frame()?.status == .ok)
            }
        }

        @Test func `calls in flight over all loops are as many as allowed`() async throws {
            var limits = Limits()
            limits.inFlightTotalCountMax = 2
            try await TestServer.with(limits: limits, loopCount: 2) { server in
                let peers = peers(2, server)
                for peer in peers { peer.request(TestServer.Code.sleep, stream: 1, "300") }
                #expect(await eventually { await server.server.counters().inFlightCount == 2 })
                peers[0].request(TestServer.Code.pooledEcho, stream: 2, "x")
                #expect(peers[0].frame()?.detail?.reason == "server_busy")
                for peer in peers { #expect(peer.frame()?.status == .ok) }
            }
        }

        @Test func `a call that waits is begun when a call of another loop makes room`() async throws {
            try await TestServer.with(limits: Self.patient, threadCount: 1, loopCount: 2) { server in
                let peers = peers(2, server)
                peers[1].request(TestServer.Code.sleep, stream: 1, "20")
                #expect(peers[1].frame()?.status == .ok)
                for stream in 1...20 { peers[0].request(TestServer.Code.sleep, stream: UInt32(stream), "20") }
                #expect(await eventually { server.startedCount.count >= 3 })
                peers[1].request(TestServer.Code.sleep, stream: 2, "20")
                #expect(peers[1].frame()?.status == .ok)
                // It had its turn: not all of the other connection's calls came first.
                #expect(server.startedCount.count < 15, "\(server.startedCount.count)")
                for _ in 1...20 { #expect(peers[0].frame()?.status == .ok) }
            }
        }

        @Test func `calls that wait and are given up leave room on all loops`() async throws {
            try await TestServer.with(limits: Self.patient, threadCount: 1, loopCount: 2) { server in
                var peers = peers(4, server)
                for peer in peers {
                    for stream in 1...50 { peer.request(TestServer.Code.sleep, stream: UInt32(stream), "5") }
                }
                #expect(await eventually { server.startedCount.count >= 2 })
                peers.removeFirst(3)
                for _ in 1...50 { #expect(peers[0].frame()?.status == .ok) }
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                peers[0].request(TestServer.Code.pooledEcho, stream: 51, "x")
                #expect(peers[0].frame()?.status == .ok)
            }
        }

        @Test func `a drain ends the connections of all loops and answers what they wait for`() async throws {
            try await TestServer.with(loopCount: 3) { server in
                let peers = peers(3, server)
                for peer in peers { peer.request(TestServer.Code.sleep, stream: 1, "200") }
                #expect(await eventually { await server.server.counters().inFlightCount == 3 })
                let drain = Task(executorPreference: server.loop) { await server.server.drain() }
                for peer in peers {
                    #expect(peer.frame()?.kind == .goAway)
                    #expect(peer.frame()?.status == .ok)
                    #expect(peer.frame() == nil)
                }
                #expect(await drain.value)
            }
        }
    }
}
