import Calling
import Eventing
import Ground
import Serving
import Session
import Testing
import Vocabulary

extension ServingTrials {
    /// The client's side of streams, against the real server.
    @Suite struct ClientStreamTests {
        private typealias Stream = StreamingCall<Blob, Blob>

        private func eventually(_ condition: () async -> Bool) async -> Bool {
            for _ in 0..<5_000 {
                if await condition() { return true }
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
            return false
        }

        private func withClient(
            limits: Limits = Limits(), _ body: (Client, TestServer) async throws -> Void
        ) async throws {
            try await TestServer.with(limits: limits) { server in
                let client = Client(address: server.address)
                do {
                    try await body(client, server)
                } catch {
                    client.close()
                    throw error
                }
                client.close()
            }
        }

        private func failure(_ stream: Stream) async -> CallFailure? {
            do throws(CallFailure) {
                while try await stream.next() != nil {}
                return nil
            } catch {
                return error
            }
        }

        @Test func `a stream of requests gets its one reply`() async throws {
            try await withClient { client, _ in
                let stream: Stream = client.openStream(TestServer.Code.join)
                for text in ["a", "", "bc"] { try await stream.send(Blob(text)) }
                #expect(try await stream.reply().text == "abc")
            }
        }

        @Test func `a stream without a request gets its reply`() async throws {
            try await withClient { client, _ in
                let stream: Stream = client.openStream(TestServer.Code.join)
                let reply = try await stream.reply()
                #expect(reply.text == "")
            }
        }

        @Test func `one request gets a stream of replies, many times its credit`() async throws {
            try await withClient { client, _ in
                let stream: Stream = client.openStream(TestServer.Code.count, Blob("3000"))
                var count = 0
                while let reply = try await stream.next() {
                    #expect(reply.bytes.count == 1_000 && reply.bytes[0] == UInt8(count & 255))
                    count += 1
                }
                #expect(count == 3_000)
            }
        }

        @Test func `two ways talk by turns, on several streams at once`() async throws {
            try await withClient { client, _ in
                let streams = (0..<3).map { _ -> Stream in client.openStream(TestServer.Code.talk) }
                for round in 0..<50 {
                    for stream in streams {
                        try await stream.send(Blob("\(round)"))
                        #expect(try await stream.next()?.text == "\(round)")
                    }
                }
                for stream in streams {
                    stream.finish()
                    #expect(try await stream.next() == nil)
                }
            }
        }

        @Test func `requests of many times the credit arrive whole`() async throws {
            try await withClient { client, _ in
                let stream: Stream = client.openStream(TestServer.Code.join)
                let part = Blob([UInt8](repeating: 65, count: 50_000))
                for _ in 0..<100 { try await stream.send(part) }
                #expect(try await stream.reply().bytes.count == 5_000_000)
            }
        }

        @Test func `a message larger than the credit goes, and is answered`() async throws {
            try await withClient { client, _ in
                let stream: Stream = client.openStream(TestServer.Code.talk)
                let large = Blob((0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
                for _ in 0..<3 {
                    try await stream.send(large)
                    let isSame = try await stream.next() == large
                    #expect(isSame)
                }
                stream.finish()
                #expect(try await stream.next() == nil)
            }
        }

        @Test func `a slow reader holds up the server, and its memory is bounded`() async throws {
            try await withClient { client, server in
                let stream: Stream = client.openStream(TestServer.Code.count, Blob("5000"))
                #expect(try await stream.next() != nil)
                try await Task.sleep(nanoseconds: 200_000_000)
                // What was sent: the credit, what may wait at the server, and a message.
                #expect(server.sentCount.count < 2 * Limits.streamCreditByteCount / 1_016 + 20)
                var count = 1
                while try await stream.next() != nil { count += 1 }
                #expect(count == 5_000)
            }
        }

        @Test func `a server that does not read holds up the sender`() async throws {
            try await withClient { client, _ in
                // It reads no further while its own replies wait.
                let stream: Stream = client.openStream(TestServer.Code.talk)
                let sent = Guarded(0)
                let task = Task {
                    for _ in 0..<200 {
                        try await stream.send(Blob([UInt8](repeating: 1, count: 50_000)))
                        sent.withLock { $0 += 1 }
                    }
                    stream.finish()
                }
                try await Task.sleep(nanoseconds: 200_000_000)
                let held = sent.withLock { $0 }
                #expect(held < 50)
                var count = 0
                while try await stream.next() != nil { count += 1 }
                #expect(count == 200)
                try await task.value
            }
        }

        @Test func `a failure comes after the replies before it`() async throws {
            try await withClient { client, _ in
                let stream: Stream = client.openStream(TestServer.Code.talk)
                try await stream.send(Blob("one"))
                try await stream.send(Blob("fail"))
                try await Task.sleep(nanoseconds: 50_000_000)
                #expect(try await stream.next()?.text == "one")
                #expect(await failure(stream)?.reason == "asked_for")
                await #expect(throws: CallFailure.self) { try await stream.send(Blob("late")) }
            }
        }

        @Test func `cancelling the task in the middle of a stream stops the server's work`() async throws {
            try await withClient { client, server in
                let task = Task { () async -> CallFailure? in
                    let stream: Stream = client.openStream(TestServer.Code.watch, Blob("x"))
                    return await failure(stream)
                }
                #expect(await eventually { await server.server.counters().inFlightCount == 1 })
                task.cancel()
                #expect(await task.value?.status == .cancelled)
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
            }
        }

        @Test func `leaving a stream unread ends it at the server`() async throws {
            try await withClient { client, server in
                do {
                    let stream: Stream = client.openStream(TestServer.Code.count, Blob("1000000"))
                    let first = try await stream.next()
                    #expect(first != nil)
                }
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
                let count = server.sentCount.count
                #expect(count < 2_000)
            }
        }

        @Test func `a stream ends at its timeout`() async throws {
            try await withClient { client, server in
                let stream: Stream = client.openStream(
                    TestServer.Code.watch, Blob("x"), timeoutMicroseconds: 50_000)
                #expect(await failure(stream)?.status == .deadlineExceeded)
                #expect(await eventually { await server.server.counters().inFlightCount == 0 })
            }
        }

        @Test func `a sender that is held up hears of the timeout`() async throws {
            try await withClient { client, _ in
                let stream: Stream = client.openStream(TestServer.Code.talk, timeoutMicroseconds: 100_000)
                do throws(CallFailure) {
                    while true { try await stream.send(Blob([UInt8](repeating: 1, count: 50_000))) }
                } catch {
                    #expect(error.status == .deadlineExceeded)
                }
            }
        }

        @Test func `a message that the server would not accept ends its call alone`() async throws {
            var limits = Limits()
            limits.frameByteCountMax = 2_000
            try await withClient(limits: limits) { client, _ in
                let stream: Stream = client.openStream(TestServer.Code.talk)
                try? await stream.send(Blob(Array(repeating: 1, count: 2_001)))
                #expect(await failure(stream)?.reason == "request_too_large")
                let answer: Blob = try await client.call(TestServer.Code.echo, Blob("x"))
                #expect(answer.text == "x")
            }
        }

        @Test func `a method that is not there ends its stream with that`() async throws {
            try await withClient { client, _ in
                let stream: Stream = client.openStream(999)
                #expect(await failure(stream)?.reason == "method_unknown")
            }
        }

        @Test func `closing the client ends its streams`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let stream: Stream = client.openStream(TestServer.Code.watch, Blob("x"))
                let first = try await stream.next()
                #expect(first?.text == "x")
                client.close()
                #expect(await failure(stream)?.reason == "client_closed")
                let late: Stream = client.openStream(TestServer.Code.watch, Blob("x"))
                #expect(await failure(late)?.reason == "client_closed")
            }
        }

        @Test func `a drain ends a stream that would never end, and tells why`() async throws {
            let server = try await TestServer()
            let client = Client(address: server.address)
            let stream: Stream = client.openStream(TestServer.Code.watch, Blob("x"))
            #expect(try await stream.next()?.text == "x")
            await server.stop()
            #expect(await failure(stream)?.status == .unavailable)
            client.close()
        }
    }
}
