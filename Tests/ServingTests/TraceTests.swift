import Calling
import Ground
import Serving
import Session
import Testing
import TrialHTTP2
import Vocabulary
import Wire

extension ServingTrials {
    /// W3C's `traceparent`, on both protocols.
    @Suite struct TraceTests {
        private static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

        private static let malformed = [
            "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", trace + "-00", "ff" + trace.dropFirst(2),
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-011",
            "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        ]

        /// What a handler of the framed protocol knows of a trace.
        private func told(
            _ value: String, _ server: TestServer, code: UInt16 = TestServer.Code.trace
        ) -> RawPeer.Frame? {
            let peer = RawPeer(server.address)
            _ = peer.preface()
            let metadata = RawPeer.bytes { Metadata(traceparent: value).write(to: $0) }
            let length = withUnsafeBytes(of: UInt32(metadata.count).littleEndian) { Array($0) }
            peer.send(
                RawPeer.frame(.request, flags: 1, code: code, stream: 1, body: length + metadata))
            return peer.frame()
        }

        @Test func `a handler knows the trace of its caller`() async throws {
            try await TestServer.with { server in
                #expect(told(Self.trace, server)?.body == Array(Self.trace.utf8))
                let later = "cc" + Self.trace.dropFirst(2) + "-more"
                #expect(told(later, server)?.body == Array(later.utf8))
            }
        }

        @Test func `a client passes a trace on with each kind of call, and none where it has none`() async throws {
            try await TestServer.with { server in
                let trace = try #require(TraceContext(Array(Self.trace.utf8)))
                let client = Client(address: server.address)
                defer { client.close() }
                let code = TestServer.Code.trace
                #expect(try await (client.call(code, Blob("x"), trace: trace) as Blob).text == Self.trace)
                #expect(try await (client.callRetrying(code, Blob("x"), trace: trace) as Blob).text == Self.trace)
                #expect(try await (client.call(code, Blob("x")) as Blob).text == "")
                let frame = Client.makeFrame()
                Blob("a message").write(to: frame)
                for trace in [trace, nil] {
                    let copy = Client.copy(ofFrame: frame, trace: trace)
                    #expect(copy.bytes[5] == (trace == nil ? 0 : FrameHeader.metadataFlag))
                    #expect(Array(copy.bytes.suffix(9)) == Array("a message".utf8))
                    #expect(copy.count == frame.count + (trace == nil ? 0 : 4 + 2 + 55))
                }
            }
        }

        @Test(arguments: malformed)
        func `a trace that is malformed is none`(value: String) async throws {
            try await TestServer.with { server in
                let frame = told(value, server)
                #expect(frame?.status == .ok)
                #expect(frame?.body == [])
            }
        }

        @Test(arguments: ["Echo", "PooledEcho", "Fail"])
        func `a trace is passed on with the reply over gRPC`(name: String) async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                let headers = [("traceparent", Self.trace)]
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path(name), Array("x".utf8), headers))
                #expect(peer.status(of: 1) == (name == "Fail" ? "5" : "0"))
                #expect(peer.reader.frames(of: 1).contains { $0.headers["traceparent"] == Self.trace })
            }
        }

        @Test func `a call that fails unexpectedly is told of with its trace`() async throws {
            try await TestServer.with { server in
                #expect(told(Self.trace, server, code: TestServer.Code.collapse)?.status == .internal)
                let peer = GRPCPeer(server.address)
                let headers = [("traceparent", Self.trace)]
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Collapse"), Array("x".utf8), headers))
                #expect(peer.status(of: 1) == "13")
                let calls = server.failedCalls.withLock { $0 }
                #expect(calls.map(\.traceparent) == [Self.trace, Self.trace])
                #expect(calls.map(\.method) == ["collapse", "collapse"])
                #expect(calls.map(\.failure.reason) == ["collapsed", "collapsed"])
            }
        }

        @Test func `a call that fails by its caller's fault is not told of`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Sleep"), Array("500".utf8), [("grpc-timeout", "1m")]))
                #expect(peer.status(of: 1) == "4")
                peer.raw.send(HTTP2Bytes.call(3, TestServer.path("Fail"), Array("x".utf8), []))
                #expect(peer.status(of: 3) == "5")
                #expect(server.failedCalls.withLock { $0 }.isEmpty)
            }
        }

        @Test func `of many calls that fail unexpectedly some are told of and the others counted`() async throws {
            try await TestServer.with(loopCount: 1) { server in
                for _ in 0..<100 { _ = told("", server, code: TestServer.Code.collapse) }
                let count = server.failedCalls.withLock(\.count)
                #expect((10..<100).contains(count))
                // The next second's first one tells how many were left out.
                try await Task.sleep(for: .milliseconds(1_001))
                _ = told("", server, code: TestServer.Code.collapse)
                let calls = server.failedCalls.withLock { $0 }
                #expect(calls.reduce(0) { $0 + Int($1.untoldCount) } + calls.count == 101)
            }
        }

        @Test func `a malformed trace is not passed on over gRPC`() async throws {
            try await TestServer.with { server in
                let peer = GRPCPeer(server.address)
                peer.raw.send(HTTP2Bytes.call(1, TestServer.path("Echo"), [], [("traceparent", "00-1-2-3")]))
                #expect(peer.status(of: 1) == "0")
                #expect(!peer.reader.frames(of: 1).contains { $0.headers["traceparent"] != nil })
            }
        }
    }
}
