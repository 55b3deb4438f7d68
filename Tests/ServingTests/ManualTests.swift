import Eventing
import Glibc
import Ground
import Serving
import Session
import Testing
import Vocabulary
import Wire

extension ServingTrials {
    /// That `docs/PROTOCOL.md` says what the server does.
    @Suite struct ManualTests {
        /// The bytes of one side in the worked example; nil stands for a byte that differs each time.
        private struct Turn {
            let isClient: Bool
            var bytes: [UInt8?] = []
        }

        /// The manual's lines.
        private static func lines() throws -> [Substring] {
            let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
            let file = try #require(fopen(root + "/docs/PROTOCOL.md", "r"))
            defer { fclose(file) }
            var text: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { text += chunk[..<count] }
            return String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        }

        private static func turns() throws -> [Turn] {
            var turns: [Turn] = []
            var isInside = false
            for line in try lines() {
                if line.hasPrefix("```hex ") {
                    turns.append(Turn(isClient: line.hasSuffix("client")))
                    isInside = true
                } else if line.hasPrefix("```") {
                    isInside = false
                } else if isInside {
                    let numbers = line.prefix { $0 != "#" }.split(separator: " ")
                    turns[turns.count - 1].bytes += numbers.map { UInt8($0, radix: 16) }
                }
            }
            return turns
        }

        @Test func `the worked example of the manual is what happens`() async throws {
            let turns = try Self.turns()
            #expect(turns.map(\.isClient) == [true, false, true, false])
            let pool = WorkerPool(name: "manual-pool", threadCount: 1)
            let loop = EventLoop(name: "manual-loop", pool: pool)
            var table = MethodTable()
            table.inline(.ping) { (request: PingRequest, _) throws(CallFailure) in
                PingResponse(payload: request.payload)
            }
            let server = Server(loop: loop, table: table)
            let peer = RawPeer(try await server.listen(at: .tcp(host: "127.0.0.1", port: 0)), preface: nil)
            for turn in turns {
                if turn.isClient {
                    peer.send(turn.bytes.map { $0! })
                } else {
                    let answer = peer.bytes(turn.bytes.count)
                    let masked = zip(answer, turn.bytes).map { $1 == nil ? nil : Optional($0) }
                    #expect(masked == turn.bytes)
                }
            }
            #expect(await server.drain())
            loop.stop()
            pool.stop()
        }

        @Test func `the manual lists every method with its number`() throws {
            let rows = try Self.lines().filter { $0.hasPrefix("| ") }.map {
                $0.split(separator: "|").map { $0.filter { $0 != " " } }
            }
            for method in Method.allCases {
                let name = "\(method)"
                let isListed = rows.contains {
                    $0.count == 5 && $0[0] == "\(method.rawValue)" && $0[1].lowercased() == name.lowercased()
                }
                #expect(isListed, "\(name)")
            }
        }

        @Test func `the manual lists every status with its number`() throws {
            let cells = try Self.lines().filter { $0.hasPrefix("| ") }.flatMap { line in
                let cells = line.split(separator: "|").map { $0.filter { $0 != " " } }
                return zip(cells, cells.dropFirst()).map { "\($0) \($1)" }
            }
            for status in StatusCode.allCases { #expect(cells.contains("\(status.rawValue) \(status.name)")) }
        }
    }
}
