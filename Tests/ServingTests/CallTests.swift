import Calling
import Eventing
import Ground
import Serving
import Testing
import Vocabulary

extension ServingTrials {
    @Suite struct CallTests {
        @Test(arguments: [TestServer.Code.echo, TestServer.Code.pooledEcho, TestServer.Code.asyncEcho])
        func `a call is answered on every lane`(code: UInt16) async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let answer: Blob = try await client.call(code, Blob("hello"))
                #expect(answer.text == "hello")
                client.close()
            }
        }

        @Test func `a call over a Unix socket is answered`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.unixAddress)
                let answer: Blob = try await client.call(TestServer.Code.echo, Blob("hello"))
                #expect(answer.text == "hello")
                client.close()
            }
        }

        @Test func `an empty request gets an empty answer`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let answer: Blob = try await client.call(TestServer.Code.pooledEcho, Blob([]))
                #expect(answer.bytes.isEmpty)
                client.close()
            }
        }

        @Test(arguments: [TestServer.Code.echo, TestServer.Code.pooledEcho, TestServer.Code.asyncEcho])
        func `a body of three megabytes comes back as it was`(code: UInt16) async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let body = Blob((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) })
                let answer: Blob = try await client.call(code, body)
                #expect(answer == body)
                client.close()
            }
        }

        @Test func `many tasks call over one connection at once`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<500 {
                        group.addTask {
                            let code = UInt16(1 + number % 3)
                            let answer: Blob = try await client.call(code, Blob("\(number)"))
                            return Int(answer.text)!
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(sum == 500 * 499 / 2)
                let connectionCount = await server.server.counters().connectionTotalCount
                #expect(connectionCount == 1)
                client.close()
            }
        }

        @Test func `a task of the async lane returns to the loop after each wait`() async throws {
            try await TestServer.with { server in
                let client = Client(address: server.address)
                let answer: Blob = try await client.call(TestServer.Code.isolated, Blob("x"))
                #expect(answer.text == "x")
                client.close()
            }
        }
    }
}
