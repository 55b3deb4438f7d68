import Calling
import Eventing
import Ground
import Serving
import Session
import Testing
import Vocabulary
import Wire

extension ServingTrials {
    /// A client's connections: how many, which one a call takes, and what happens when one goes.
    @Suite struct PoolTests {
        private let four = ClientOptions(connectionCountMax: 4, callCountPerConnection: 16)

        private func failure(
            _ client: Client, _ code: UInt16, timeoutMicroseconds: UInt32 = 5_000_000
        ) async -> CallFailure? {
            do throws(CallFailure) {
                let _: Blob = try await client.call(code, Blob("60000"), timeoutMicroseconds: timeoutMicroseconds)
                return nil
            } catch {
                return error
            }
        }

        @Test func `ten thousand calls at once share four connections`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address, options: four)
                let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<10_000 {
                        group.addTask {
                            let answer: Blob = try await client.call(
                                UInt16(1 + number % 3), Blob("\(number)"))
                            return Int(answer.text)!
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(sum == 10_000 * 9_999 / 2)
                let counters = await server.server.counters()
                #expect(counters.connectionTotalCount <= 4)
                #expect(counters.callRefusedCount == 0)
                #expect(counters.inFlightCount == 0)
                client.close()
            }
        }

        @Test func `calls one after the other need one connection`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address, options: four)
                for _ in 0..<100 { let _: Blob = try await client.call(TestServer.Code.asyncEcho, Blob("x")) }
                #expect(await server.server.counters().connectionTotalCount == 1)
                client.close()
            }
        }

        @Test func `a server that drains and comes back costs no call`() async throws {
            let first = try await TestServer()
            let address = first.address
            let client = Client(address: address, options: four)
            let isOver = Guarded(false)
            let callers = (0..<8).map { _ in
                Task { () throws -> Int in
                    var count = 0
                    while !isOver.withLock({ $0 }) {
                        let _: Blob = try await client.callRetrying(
                            TestServer.Code.asyncEcho, Blob("x"), timeoutMicroseconds: 20_000_000,
                            isIdempotent: false, attemptCountMax: 50)
                        count += 1
                    }
                    return count
                }
            }
            try await Task.sleep(nanoseconds: 50_000_000)
            await first.stop()
            let second = try await TestServer(address: address)
            try await Task.sleep(nanoseconds: 1_500_000_000)
            isOver.withLock { $0 = true }
            for caller in callers { #expect(try await caller.value > 0) }
            #expect(await second.server.counters().connectionTotalCount >= 1)
            client.close()
            await second.stop()
        }

        /// A go-away that says that nothing was read, then nothing more.
        private var farewell: [UInt8] {
            let detail = RawPeer.bytes { ErrorDetail(message: "going", reason: "draining").write(to: $0) }
            return RawPeer.frame(.goAway, code: StatusCode.unavailable.rawValue, value: 0, body: detail)
        }

        @Test func `calls that a server did not begin are told from those it did`() async throws {
            let rogue = try RogueServer(answer: farewell)
            let client = Client(address: rogue.address)
            let error = await failure(client, 1)
            #expect(error?.status == .unavailable)
            #expect(error?.reason == "draining")
            client.close()
            rogue.stop()
        }

        @Test func `a server that says goodbye to all connections is not asked without pause`() async throws {
            let rogue = try RogueServer(answer: farewell)
            let client = Client(address: rogue.address)
            for _ in 0..<10 { _ = await failure(client, 1) }
            let start = MonotonicTime.now
            for _ in 0..<3 { _ = await failure(client, 1) }
            #expect(MonotonicTime.now.microseconds(since: start) > 500_000)
            #expect(rogue.connectionCount <= 20)
            client.close()
            rogue.stop()
        }

        /// What a server may not say, and what is said of it.
        private static let lies: [(name: String, bytes: [UInt8])] = [
            ("a kind that is none", RawPeer.frame(.pong).enumerated().map { $0.offset == 4 ? 99 : $0.element }),
            ("a request", RawPeer.frame(.request, code: 1, stream: 1)),
            ("a frame of 2 GB", [0, 0, 0, 128, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
            ("a flag that is none", RawPeer.frame(.response, flags: 128, stream: 1)),
            ("an item of no stream", RawPeer.frame(.item, stream: 0)),
            ("a ping of 65 bytes", RawPeer.frame(.ping, body: Array(repeating: 1, count: 65))),
        ]

        @Test(arguments: lies.indices)
        func `a server that breaks the protocol loses that connection, and is named`(index: Int) async throws {
            let rogue = try RogueServer(answer: Self.lies[index].bytes)
            let client = Client(address: rogue.address)
            let error = await failure(client, 1)
            #expect(error?.reason == "protocol_broken", "\(Self.lies[index].name)")
            #expect(error?.message.contains("\(rogue.address)") == true)
            client.close()
            rogue.stop()
        }

        /// Frames that are well made and wrong for the one call in flight, whose stream is 1.
        private static let slips: [(reason: String, bytes: [UInt8])] = [
            ("stream_unexpected", RawPeer.frame(.item, stream: 1, body: [1])),
            ("stream_unexpected", RawPeer.frame(.credit, stream: 1, value: 1)),
            ("detail_invalid", RawPeer.frame(.response, code: 5, stream: 1, body: [255])),
        ]

        @Test(arguments: slips.indices)
        func `a reply that is wrong for a call ends that call alone`(index: Int) async throws {
            // The one call of the same client that is in flight before the bytes come.
            let server = try await TestServer()
            let loop = EventLoop(name: "slips")
            let peer = LateAnswer(bytes: Self.slips[index].bytes)
            let listener = try loop.sync { () throws(LoopError) in
                try Listener(loop: loop, address: .tcp(host: "127.0.0.1", port: 0)) { peer.take($0) }
            }
            let client = Client(address: listener.address)
            let error = await failure(client, 1)
            #expect(error?.reason == Self.slips[index].reason)
            // The connection is still good: its next call reaches the server.
            #expect(await failure(client, 1, timeoutMicroseconds: 50_000)?.status == .deadlineExceeded)
            #expect(peer.connectionCount == 1)
            client.close()
            loop.stop()
            await server.stop()
        }

        @Test func `a stream that gets more than its credit ends, and its connection stays`() async throws {
            let item = RawPeer.frame(.item, stream: 1, body: Array(repeating: 1, count: 100_000))
            let peer = LateAnswer(bytes: item + item + item + item)
            let loop = EventLoop(name: "flood")
            let listener = try loop.sync { () throws(LoopError) in
                try Listener(loop: loop, address: .tcp(host: "127.0.0.1", port: 0)) { peer.take($0) }
            }
            let client = Client(address: listener.address)
            let stream: StreamingCall<Blob, Blob> = client.openStream(9, Blob("x"))
            do throws(CallFailure) {
                try? await Task.sleep(nanoseconds: 100_000_000)
                var count = 0
                while try await stream.next() != nil { count += 1 }
                Issue.record("the stream ended well after \(count) messages")
            } catch {
                #expect(error.reason == "credit_exceeded")
            }
            #expect(await failure(client, 1, timeoutMicroseconds: 50_000)?.status == .deadlineExceeded)
            #expect(peer.connectionCount == 1)
            client.close()
            loop.stop()
        }

        @Test func `a server that never says its preface is given up`() async throws {
            var limits = Limits()
            limits.prefaceTimeoutMilliseconds = 50
            let rogue = try RogueServer(isPolite: false, answer: [])
            let client = Client(address: rogue.address, limits: limits)
            #expect(await failure(client, 1)?.reason == "preface_timeout")
            client.close()
            rogue.stop()
        }

        @Test func `what the server asks to wait is waited`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                var repetition = Repetition(attemptCountMax: 3)
                let busy = CallFailure(.resourceExhausted, "server_busy", "busy", retryAfterMicroseconds: 80_000)
                let wait = repetition.pause(after: busy, isIdempotent: false, leftMicroseconds: .max)
                #expect(wait.map { (80_000...90_000).contains($0) } == true)
                // Not when the time left is shorter.
                #expect(repetition.pause(after: busy, isIdempotent: false, leftMicroseconds: 79_999) == nil)
                client.close()
            }
        }

        @Test func `only calls that may be made twice are made again after a lost connection`() {
            let lost = CallFailure(.unavailable, "connection_lost", "lost")
            var repetition = Repetition(attemptCountMax: 10)
            #expect(repetition.pause(after: lost, isIdempotent: false, leftMicroseconds: .max) == nil)
            #expect(repetition.pause(after: lost, isIdempotent: true, leftMicroseconds: .max) != nil)
            let wrong = CallFailure(.invalidArgument, "empty", "empty")
            #expect(repetition.pause(after: wrong, isIdempotent: true, leftMicroseconds: .max) == nil)
        }

        @Test func `pauses grow, differ, and end with the attempts`() {
            let away = CallFailure(.unavailable, "connect_failed", "away")
            var waits: [[UInt64]] = []
            for _ in 0..<20 {
                var repetition = Repetition(attemptCountMax: 9)
                var mine: [UInt64] = []
                while let wait = repetition.pause(after: away, isIdempotent: false, leftMicroseconds: .max) {
                    mine.append(wait)
                }
                #expect(mine.count == 8)
                #expect(mine[7] > 4 * mine[0])
                waits.append(mine)
            }
            #expect(Set(waits).count > 1)
        }

        @Test func `a client that is dropped leaves no connection and no memory behind`() async throws {
            try await TestServer.with { server in
                weak var weakClient: Client?
                weak var weakStream: StreamingCall<Blob, Blob>?
                do {
                    let client = Client(address: server.address, options: four)
                    weakClient = client
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<200 {
                            group.addTask { let _: Blob = try await client.call(TestServer.Code.asyncEcho, Blob("x")) }
                        }
                        try await group.waitForAll()
                    }
                    let stream: StreamingCall<Blob, Blob> = client.openStream(TestServer.Code.count, Blob("100000"))
                    weakStream = stream
                    _ = try await stream.next()
                }
                #expect(weakStream == nil)
                #expect(weakClient == nil)
                var counters = await server.server.counters()
                for _ in 0..<1_000 where counters.connectionCount > 0 || counters.inFlightCount > 0 {
                    try await Task.sleep(nanoseconds: 1_000_000)
                    counters = await server.server.counters()
                }
                #expect(counters.connectionCount == 0)
                #expect(counters.inFlightCount == 0)
            }
        }

        @Test func `a call that crosses the go-away of one connection is answered over another`() async throws {
            let rogue = try TurncoatServer()
            let client = Client(address: rogue.address)
            // The first connection answers one call, and says goodbye to the next unread; the second answers all.
            for text in ["one", "two", "three"] {
                let answer: Blob = try await client.call(1, Blob(text), timeoutMicroseconds: 5_000_000)
                #expect(answer.text == text)
            }
            #expect(rogue.connectionCount == 2)
            client.close()
            rogue.stop()
        }

        @Test func `cancelled calls leave nothing behind`() async throws {
            var limits = Limits()
            limits.inFlightCountMax = 4
            try await TestServer.with(limits: limits, threadCount: 4) { server in
                let client = Client(address: server.address)
                for _ in 0..<20 {
                    let tasks = (0..<8).map { _ in
                        Task { await failure(client, TestServer.Code.sleep, timeoutMicroseconds: 30_000_000) }
                    }
                    for task in tasks { task.cancel() }
                    for task in tasks { #expect(await task.value?.status == .cancelled) }
                }
                let answer: Blob = try await client.call(TestServer.Code.echo, Blob("x"))
                #expect(answer.text == "x")
                #expect(await server.server.counters().callRefusedCount == 0)
                client.close()
            }
        }
    }
}
