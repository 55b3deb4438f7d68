import Calling
import Eventing
import Ground
import Serving
import Session
import Testing
import Vocabulary

extension ServingTrials {
    /// What a server says to peers that break the rules, and that it goes on.
    @Suite struct ProtocolTests {
        /// Runs `body` with a raw peer, then makes sure that the server still answers others.
        private func withPeer(
            limits: Limits = Limits(), preface: Preface? = Preface(frameByteCountMax: 32 << 20, inFlightCountMax: 0),
            _ body: (RawPeer, TestServer) async throws -> Void
        ) async throws {
            try await TestServer.with(limits: limits) { server in
                try await body(RawPeer(server.address, preface: preface), server)
                let client = Client(address: server.address)
                let answer: Blob = try await client.call(TestServer.Code.echo, Blob("still there"))
                #expect(answer.text == "still there")
                client.close()
            }
        }

        private func expectGoAway(
            _ peer: RawPeer, _ status: StatusCode, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
        ) {
            var frame = peer.frame()
            while frame?.kind == .response { frame = peer.frame() }
            #expect(frame?.kind == .goAway, sourceLocation: sourceLocation)
            #expect(frame?.status == status, sourceLocation: sourceLocation)
            #expect(frame?.detail?.reason == reason, sourceLocation: sourceLocation)
            #expect(peer.frame() == nil, "the connection goes on", sourceLocation: sourceLocation)
        }

        @Test func `the server's preface tells its limits`() async throws {
            var limits = Limits()
            limits.frameByteCountMax = 0x0012_3456
            limits.inFlightCountMax = 0x0102
            try await withPeer(limits: limits) { peer, _ in
                #expect(peer.preface() == [0x54, 0x53, 0x52, 0x41, 1, 0, 0, 0, 0x56, 0x34, 0x12, 0, 2, 1, 0, 0])
            }
        }

        @Test func `a frame over the limit is refused by its header`() async throws {
            var limits = Limits()
            limits.frameByteCountMax = 2_000
            try await withPeer(limits: limits) { peer, _ in
                _ = peer.preface()
                peer.send(Array(RawPeer.frame(.request, code: 1, stream: 1, body: Array(repeating: 0, count: 2_001))))
                expectGoAway(peer, .resourceExhausted, "frame_too_large")
            }
        }

        @Test func `a frame that ends with its connection harms nobody`() async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                peer.send(Array(RawPeer.frame(.request, code: 1, stream: 1, body: [1, 2, 3]).dropLast()))
                peer.shutDown()
                #expect(peer.frame() == nil)
            }
        }

        @Test func `a wrong preface is answered by a go-away`() async throws {
            try await withPeer(preface: nil) { peer, _ in
                peer.send(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8))
                #expect(peer.preface().prefix(4) == [0x54, 0x53, 0x52, 0x41])
                expectGoAway(peer, .invalidArgument, "preface_invalid")
            }
        }

        @Test func `another major version is answered by a go-away`() async throws {
            try await withPeer(preface: nil) { peer, _ in
                peer.send([0x54, 0x53, 0x52, 0x41, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
                _ = peer.preface()
                expectGoAway(peer, .unimplemented, "version_unknown")
            }
        }

        @Test func `an HTTP request gets a whole HTTP answer`() async throws {
            try await withPeer(preface: nil) { peer, _ in
                peer.send(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
                let text = String(decoding: peer.rest(), as: UTF8.self)
                let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
                #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
                #expect(parts.count == 2)
                #expect(text.contains("Content-Length: \(parts.last?.utf8.count ?? 0)\r\n"))
            }
        }

        @Test func `who says nothing is told so and let go`() async throws {
            var limits = Limits()
            limits.prefaceTimeoutMilliseconds = 30
            try await withPeer(limits: limits, preface: nil) { peer, _ in
                peer.send([0x54])
                _ = peer.preface()
                expectGoAway(peer, .deadlineExceeded, "preface_timeout")
            }
        }

        @Test func `who begins a frame and does not end it is let go, and the memory for it with him`() async throws {
            var limits = Limits()
            limits.frameTimeoutMilliseconds = 50
            try await withPeer(limits: limits) { peer, server in
                _ = peer.preface()
                let frame = RawPeer.frame(
                    .request, code: TestServer.Code.pooledEcho, stream: 1, body: Array(repeating: 7, count: 1_000_000))
                peer.send(Array(frame.prefix(1_000)))
                expectGoAway(peer, .deadlineExceeded, "frame_timeout")
                #expect(await server.server.counters().bufferedRequestByteCount == 0)
            }
        }

        @Test func `each frame has its own time`() async throws {
            var limits = Limits()
            limits.frameTimeoutMilliseconds = 400
            try await withPeer(limits: limits) { peer, _ in
                _ = peer.preface()
                let frame = RawPeer.frame(
                    .request, code: TestServer.Code.pooledEcho, stream: 1, body: Array(repeating: 7, count: 100_000))
                // Each piece ends a frame and begins the next.
                peer.send(Array(frame.prefix(50_000)))
                for _ in 0..<8 {
                    try await Task.sleep(nanoseconds: 100_000_000)
                    peer.send(Array(frame.dropFirst(50_000) + frame.prefix(50_000)))
                    #expect(peer.frame()?.status == .ok)
                }
                peer.send(Array(frame.dropFirst(50_000)))
                #expect(peer.frame()?.status == .ok)
            }
        }

        @Test func `an unknown method is named and the connection lives`() async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                peer.request(999, stream: 1)
                let frame = peer.frame()
                #expect(frame?.status == .unimplemented)
                #expect(frame?.detail?.value == 999)
                peer.request(TestServer.Code.echo, stream: 2, "x")
                #expect(peer.frame()?.body == Array("x".utf8))
            }
        }

        static let fatal: [([UInt8], String)] = [
            (RawPeer.frame(.request, flags: 2, code: 1, stream: 1), "flags_reserved"),
            ([0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "kind_unknown"),
            (RawPeer.frame(.response, stream: 1), "kind_misplaced"),
            (RawPeer.frame(.request, code: 1), "stream_zero"),
            (RawPeer.frame(.cancel, stream: 1, body: [1]), "body_too_large"),
            (RawPeer.frame(.ping, body: Array(repeating: 1, count: 65)), "body_too_large"),
        ]

        @Test(arguments: fatal)
        func `a frame that breaks the protocol is answered by a go-away`(bytes: [UInt8], reason: String) async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                peer.send(bytes)
                expectGoAway(peer, .invalidArgument, reason)
            }
        }

        @Test func `a stream that is in use cannot be used again`() async throws {
            try await withPeer { peer, server in
                _ = peer.preface()
                peer.request(TestServer.Code.sleep, stream: 5, "2000")
                peer.request(TestServer.Code.echo, stream: 5)
                expectGoAway(peer, .invalidArgument, "stream_in_use")
                #expect(await server.server.counters().protocolErrorCount == 1)
            }
        }

        @Test func `a stream is free again once it was answered`() async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                for text in ["a", "b", "c"] {
                    peer.request(TestServer.Code.pooledEcho, stream: 5, text)
                    #expect(peer.frame()?.body == Array(text.utf8))
                }
            }
        }

        @Test(arguments: [FrameKind.item, .end, .credit])
        func `a frame of a streaming call that is over is read over`(kind: FrameKind) async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                peer.send(RawPeer.frame(kind, stream: 3))
                peer.request(TestServer.Code.echo, stream: 4)
                #expect(peer.frame()?.header.stream == 4)
            }
        }

        @Test func `metadata is not part of the request`() async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                for code in [TestServer.Code.echo, TestServer.Code.pooledEcho, TestServer.Code.asyncEcho] {
                    peer.send(
                        RawPeer.frame(.request, flags: 1, code: code, stream: 1, body: [3, 0, 0, 0, 10, 1, 97, 65, 66]))
                    #expect(peer.frame()?.body == [65, 66])
                }
            }
        }

        @Test func `metadata that is none spoils its call only`() async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                peer.send(RawPeer.frame(.request, flags: 1, code: 2, stream: 1, body: [2, 0, 0, 0, 8, 8]))
                #expect(peer.frame()?.status == .invalidArgument)
                peer.request(TestServer.Code.echo, stream: 2)
                #expect(peer.frame()?.status == .ok)
            }
        }

        @Test func `metadata that is too long spoils its call only`() async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                peer.send(RawPeer.frame(.request, flags: 1, code: 1, stream: 1, body: [9, 0, 0, 0]))
                #expect(peer.frame()?.status == .invalidArgument)
                peer.request(TestServer.Code.echo, stream: 2)
                #expect(peer.frame()?.status == .ok)
            }
        }

        @Test func `a ping is answered by its own bytes`() async throws {
            try await withPeer { peer, _ in
                _ = peer.preface()
                peer.send(RawPeer.frame(.ping, body: Array(1...64)))
                let frame = peer.frame()
                #expect(frame?.kind == .pong)
                #expect(frame?.body == Array(1...64))
            }
        }

        @Test func `bytes that come one at a time make the same calls`() async throws {
            try await withPeer(preface: nil) { peer, _ in
                let preface = RawPeer.bytes { Preface(frameByteCountMax: 4_096, inFlightCountMax: 0).write(to: $0) }
                let calls = (1...3).flatMap {
                    RawPeer.frame(.request, code: UInt16($0), stream: UInt32($0), body: Array("call \($0)".utf8))
                }
                for byte in preface + calls { peer.send([byte]) }
                _ = peer.preface()
                let bodies = (1...3).compactMap { _ in peer.frame() }.map { String(decoding: $0.body, as: UTF8.self) }
                #expect(bodies.sorted() == ["call 1", "call 2", "call 3"])
            }
        }

        @Test func `a failure arrives with its whole detail`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let expected = CallFailure(
                    .notFound, "gallery_unknown", "Gemälde", field: "gallery", limit: 3, value: -4,
                    retryAfterMicroseconds: 5)
                await #expect(throws: expected) {
                    let _: Blob = try await client.call(TestServer.Code.fail, Blob("Gemälde"))
                }
                client.close()
            }
        }

        @Test(arguments: [TestServer.Code.fill, TestServer.Code.pooledEcho])
        func `a reply that the client does not accept gives way to an error`(code: UInt16) async throws {
            try await withPeer(preface: Preface(frameByteCountMax: 1_024, inFlightCountMax: 0)) { peer, _ in
                _ = peer.preface()
                let text = code == TestServer.Code.fill ? "1025" : String(repeating: "x", count: 1_025)
                peer.request(code, stream: 1, text)
                let frame = peer.frame()
                #expect(frame?.status == .resourceExhausted)
                #expect(frame?.detail?.reason == "reply_too_large")
                #expect(frame?.detail?.value == 1_025)
            }
        }

        @Test func `a client that ends its half still gets what was answered`() async throws {
            try await withPeer { peer, _ in
                for stream in 1...100 { peer.request(TestServer.Code.echo, stream: UInt32(stream), "x") }
                peer.shutDown()
                _ = peer.preface()
                for stream in 1...100 { #expect(peer.frame()?.header.stream == UInt32(stream)) }
                #expect(peer.frame() == nil)
            }
        }

        @Test(arguments: 1...30 as ClosedRange<UInt64>)
        func `garbage after a good preface harms nobody else`(seed: UInt64) async throws {
            try await withPeer { peer, _ in
                var garbage: [UInt8] = []
                for index in 0..<200 as Range<UInt64> {
                    garbage.append(UInt8(truncatingIfNeeded: Hash.xxh3(index, seed: seed)))
                }
                // Half of them begin like a frame.
                if seed % 2 == 0 { garbage.replaceSubrange(0..<8, with: [9, 0, 0, 0, UInt8(1 + seed % 9), 0, 1, 0]) }
                peer.send(garbage)
                peer.shutDown()
                _ = peer.rest()
            }
        }
    }
}
