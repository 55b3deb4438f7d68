import Eventing
import Ground
import Serving
import Session
import Testing
import TrialHTTP2
import Vocabulary

extension ServingTrials {
    /// Streams of the framed protocol, with their credit, over real sockets; and what differs over gRPC.
    @Suite struct StreamTests {
        private static let credit = Limits.streamCreditByteCount

        private func eventually(_ condition: () async -> Bool) async -> Bool {
            for _ in 0..<3_000 {
                if await condition() { return true }
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
            return false
        }

        private func withPeer(
            limits: Limits = Limits(), _ body: (RawPeer, TestServer) async throws -> Void
        ) async throws {
            try await TestServer.with(limits: limits) { server in
                let peer = RawPeer(server.address)
                _ = peer.preface()
                try await body(peer, server)
            }
        }

        private func item(_ stream: UInt32, _ text: String) -> [UInt8] {
            RawPeer.frame(.item, stream: stream, body: Array(text.utf8))
        }

        /// The next frame that is no credit.
        private func frame(_ peer: RawPeer) -> RawPeer.Frame? {
            while let frame = peer.frame() {
                if frame.kind != .credit { return frame }
            }
            return nil
        }

        @Test func `a stream of requests gets its one reply`() async throws {
            try await withPeer { peer, _ in
                peer.request(TestServer.Code.join, stream: 1)
                peer.send(item(1, "a") + item(1, "") + item(1, "bc") + RawPeer.frame(.end, stream: 1))
                let reply = frame(peer)
                #expect(reply?.kind == .item)
                #expect(reply?.body == Array("abc".utf8))
                let end = frame(peer)
                #expect(end?.kind == .response)
                #expect(end?.status == .ok)
                #expect(end?.body == [])
            }
        }

        @Test func `one request gets a stream of replies`() async throws {
            try await withPeer { peer, _ in
                peer.request(TestServer.Code.count, stream: 1, "20")
                for number in 0..<20 {
                    #expect(frame(peer)?.body == Array(repeating: UInt8(number), count: 1_000))
                }
                #expect(frame(peer)?.status == .ok)
            }
        }

        @Test func `two ways talk by turns, on several streams at once`() async throws {
            try await withPeer { peer, _ in
                for stream: UInt32 in 1...3 { peer.request(TestServer.Code.talk, stream: stream) }
                for round in 0..<50 {
                    for stream: UInt32 in 1...3 {
                        peer.send(item(stream, "\(round)"))
                        let reply = frame(peer)
                        #expect(reply?.header.stream == stream)
                        #expect(reply?.body == Array("\(round)".utf8))
                    }
                }
                for stream: UInt32 in 1...3 {
                    peer.send(RawPeer.frame(.end, stream: stream))
                    #expect(frame(peer)?.status == .ok)
                }
            }
        }

        @Test func `replies stop when the credit is used up, and go on with more`() async throws {
            try await withPeer { peer, server in
                peer.request(TestServer.Code.count, stream: 1, "5000")
                let first = (Self.credit + 1_015) / 1_016
                for _ in 0..<first { #expect(frame(peer)?.kind == .item) }
                // What waits is bounded, too.
                #expect(await eventually { server.sentCount.count > first })
                try? await Task.sleep(nanoseconds: 50_000_000)
                #expect(server.sentCount.count < first + 300)
                peer.request(TestServer.Code.echo, stream: 2)
                #expect(frame(peer)?.header.stream == 2)
                var left = 5_000 - first
                while left > 0 {
                    peer.send(RawPeer.frame(.credit, stream: 1, value: 1_016 * 100))
                    for _ in 0..<min(100, left) { #expect(frame(peer)?.kind == .item) }
                    left -= min(100, left)
                }
                #expect(frame(peer)?.status == .ok)
            }
        }

        @Test func `requests get credit as they are read`() async throws {
            try await withPeer { peer, _ in
                peer.request(TestServer.Code.join, stream: 1)
                let part = [UInt8](repeating: 65, count: 50_000)
                var credit = Self.credit
                for _ in 0..<40 {
                    while credit <= 0 {
                        let frame = try #require(peer.frame())
                        #expect(frame.kind == .credit)
                        credit += Int(frame.header.value)
                    }
                    peer.send(RawPeer.frame(.item, stream: 1, body: part))
                    credit -= part.count + 16
                }
                peer.send(RawPeer.frame(.end, stream: 1) + RawPeer.frame(.credit, stream: 1, value: 10_000_000))
                #expect(frame(peer)?.body.count == 2_000_000)
                #expect(frame(peer)?.status == .ok)
            }
        }

        @Test func `a message without credit ends its call alone`() async throws {
            try await withPeer { peer, _ in
                peer.request(TestServer.Code.talk, stream: 1)
                // Replies pile up unread by credit, so the handler stops reading.
                let part = RawPeer.frame(.item, stream: 1, body: [UInt8](repeating: 65, count: 100_000))
                for _ in 0..<20 { peer.send(part) }
                var last: RawPeer.Frame?
                repeat { last = frame(peer) } while last?.kind == .item
                #expect(last?.status == .resourceExhausted)
                #expect(last?.detail?.reason == "credit_exceeded")
                peer.request(TestServer.Code.echo, stream: 2)
                #expect(frame(peer)?.status == .ok)
            }
        }

        @Test func `a message for a call that takes one request ends that call`() async throws {
            try await withPeer { peer, _ in
                peer.request(TestServer.Code.sleep, stream: 1, "2000")
                peer.send(item(1, "x"))
                #expect(frame(peer)?.detail?.reason == "stream_unexpected")
                peer.request(TestServer.Code.talk, stream: 2)
                peer.send(RawPeer.frame(.end, stream: 2) + RawPeer.frame(.end, stream: 2))
                let end = frame(peer)
                #expect(end?.status == .ok || end?.detail?.reason == "stream_unexpected")
            }
        }

        @Test func `too much credit ends its call`() async throws {
            try await withPeer { peer, _ in
                peer.request(TestServer.Code.talk, stream: 1)
                peer.send(RawPeer.frame(.credit, stream: 1, value: 0xFFFF_FFFF))
                #expect(frame(peer)?.detail?.reason == "credit_too_large")
            }
        }

        @Test func `a failure ends a stream in the middle`() async throws {
            try await withPeer { peer, _ in
                peer.request(TestServer.Code.talk, stream: 1)
                peer.send(item(1, "a") + item(1, "fail") + item(1, "b"))
                #expect(frame(peer)?.body == Array("a".utf8))
                #expect(frame(peer)?.status == .aborted)
                peer.request(TestServer.Code.echo, stream: 1)
                #expect(frame(peer)?.status == .ok)
            }
        }

        @Test func `a deadline ends a stream that waits`() async throws {
            try await withPeer { peer, server in
                peer.request(TestServer.Code.talk, stream: 1, timeoutMicroseconds: 30_000)
                #expect(frame(peer)?.status == .deadlineExceeded)
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
            }
        }

        @Test func `a cancel ends a stream, whichever way it waits`() async throws {
            try await withPeer { peer, server in
                peer.request(TestServer.Code.talk, stream: 1)
                peer.request(TestServer.Code.count, stream: 2, "5000")
                #expect(await eventually { server.sentCount.count > 200 })
                peer.send(RawPeer.frame(.cancel, stream: 1) + RawPeer.frame(.cancel, stream: 2))
                var ended: [UInt32] = []
                while ended.count < 2, let frame = frame(peer) {
                    if frame.kind == .response { ended.append(frame.header.stream) }
                }
                #expect(ended.sorted() == [1, 2])
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                #expect(await server.server.counters().bufferedRequestByteCount == 0)
            }
        }

        @Test func `the end of a connection ends its streams`() async throws {
            try await TestServer.with { server in
                var peer: RawPeer? = RawPeer(server.address)
                peer?.request(TestServer.Code.talk, stream: 1)
                peer?.request(TestServer.Code.count, stream: 2, "5000")
                #expect(await eventually { server.sentCount.count > 200 })
                peer = nil
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
            }
        }

        @Test func `what is left of a stream is sent before a drain ends it`() async throws {
            let server = try await TestServer()
            let peer = RawPeer(server.address)
            _ = peer.preface()
            peer.request(TestServer.Code.count, stream: 1, "400")
            #expect(await eventually { server.sentCount.count == 400 })
            async let stopped: Void = server.stop()
            peer.send(RawPeer.frame(.credit, stream: 1, value: 1_000_000))
            var count = 0
            while let frame = frame(peer), frame.kind != .response {
                if frame.kind == .item { count += 1 }
            }
            #expect(count == 400)
            await stopped
        }

        @Test func `a drain ends what would not end by itself`() async throws {
            let server = try await TestServer()
            let peer = RawPeer(server.address)
            _ = peer.preface()
            peer.request(TestServer.Code.watch, stream: 1, "seen")
            #expect(frame(peer)?.body == Array("seen".utf8))
            let start = MonotonicTime.now
            async let stopped: Void = server.stop()
            var last: RawPeer.Frame?
            while let frame = frame(peer) {
                if frame.kind == .response { last = frame }
            }
            await stopped
            #expect(last?.detail?.reason == "draining")
            #expect(MonotonicTime.now.microseconds(since: start) < 5_000_000)
        }

        // MARK: gRPC

        @Test func `a drain ends what would not end by itself over gRPC`() async throws {
            let server = try await TestServer()
            let peer = GRPCPeer(server.address)
            peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Watch"), Array("seen".utf8)))
            #expect(peer.read { $0.body(of: 1).count == 9 })
            async let stopped: Void = server.stop()
            #expect(peer.status(of: 1) == "14")
            peer.read { $0.frames.contains { $0.kind == HTTP2Bytes.Kind.ping } }
            let ping = peer.reader.frames.last { $0.kind == HTTP2Bytes.Kind.ping }
            peer.raw.send(
                HTTP2Bytes.frame(HTTP2Bytes.Kind.ping, flags: HTTP2Bytes.acknowledged, ping?.payload ?? []))
            #expect(peer.isEnded())
            await stopped
        }

        @Test func `a method without a number is called by its path alone`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Unnumbered"), [1]))
                #expect(peer.status(of: 1) == "0")
                let framed = RawPeer(server.address)
                _ = framed.preface()
                framed.request(0, stream: 1)
                #expect(frame(framed)?.status == .unimplemented)
            }
        }

        @Test func `two ways talk over gRPC`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(TestServer.path("Talk"))))
                for number in 1...50 {
                    peer.raw.send(HTTP2Bytes.data(1, HTTP2Bytes.message([UInt8(number)])))
                    #expect(peer.read { $0.body(of: 1).count == 6 * number })
                }
                peer.raw.send(HTTP2Bytes.data(1, [], isLast: true))
                #expect(peer.status(of: 1) == "0")
            }
        }

        @Test func `a handler waits for a reader that is slow, over gRPC`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address, opening: HTTP2Bytes.preface + HTTP2Bytes.settings(4, 1_000))
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Count"), Array("5000".utf8)))
                #expect(await eventually { server.sentCount.count > 200 })
                try? await Task.sleep(nanoseconds: 50_000_000)
                #expect(server.sentCount.count < 300)
                peer.raw.send(HTTP2Bytes.windowUpdate(1, 10_000_000) + HTTP2Bytes.windowUpdate(0, 10_000_000))
                #expect(peer.status(of: 1) == "0")
                #expect(peer.reader.body(of: 1).count == 5_000 * 1_005)
            }
        }

        @Test func `the end of a connection ends its streams over gRPC`() async throws {
            try await TestServer.with { server in
                var peer: GRPCPeer? = GRPCPeer(server.address)
                peer?.raw.send(HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(TestServer.path("Talk"))))
                peer?.raw.send(HTTP2Bytes.data(1, HTTP2Bytes.message([1])))
                #expect(peer?.read { $0.body(of: 1).count == 6 } == true)
                peer = nil
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                #expect(await server.server.counters().bufferedRequestByteCount == 0)
            }
        }
    }
}
