import Foundation
import Ground
import JSON
import Loading
import Testing
import Vocabulary
import Wire

@testable import tessera

/// Slow-query logs that are sent again.
@Suite struct ReplayTests {
    private static let request = SearchRequest(
        gallery: "g", limit: 3, fields: [FieldQuery(field: "a", vector: [1, 0.5, 0])])

    private static func bytes(_ message: some WireMessage) -> [UInt8] {
        let buffer = ByteBuffer()
        message.write(to: buffer)
        return unsafe Array(buffer.bytes)
    }

    /// A line of a search, with `changes` of its members.
    private static func line(
        method: Vocabulary.Method = .search, request: [UInt8] = bytes(request), endMicroseconds: Int64 = 2_000_000,
        microseconds: Int64 = 500_000, _ changes: [String: JSONValue] = [:]
    ) -> String {
        var members: [String: JSONValue] = [
            "time_microseconds": .integer(endMicroseconds), "microseconds": .integer(microseconds),
            "method": .string("\(method)"), "path": .string(method.path), "gallery": .string("g"),
            "timeout_microseconds": .null, "request": .string(Wire.Base64.encoded(request)),
        ]
        members.merge(changes) { $1 }
        return JSONValue.object(members.map { JSONMember($0.key, $0.value) }).text
    }

    private func replay(_ lines: [String], galleries: Set<String> = ["g"]) throws -> Replay {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("replay-\(UUID().uuidString)")
        try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try Replay(path: file.path, galleries: galleries)
    }

    @Test func `calls begin as far apart as they once did, whatever they took`() throws {
        let lines = [
            Self.line(endMicroseconds: 9_000_000, microseconds: 2_000_000),
            Self.line(method: .findGuides, request: [], endMicroseconds: 9_100_000, microseconds: 3_100_000),
            Self.line(endMicroseconds: 9_200_000, microseconds: 1_200_000),
        ]
        let (kinds, recording) = try replay(lines).traffic(timeoutMicroseconds: nil)
        #expect(kinds.map(\.name) == ["find", "search"])
        #expect(recording.calls.map(\.kind) == [0, 1, 1])
        #expect(recording.calls.map(\.body) == [0, 0, 1])
        #expect(recording.calls.map(\.nanoseconds) == [0, 1_000_000_000, 2_000_000_000])
        #expect(kinds[1].bodies == [Self.bytes(Self.request), Self.bytes(Self.request)])
    }

    @Test func `each call has its own deadline, unless one is asked for`() throws {
        let replay = try replay([
            Self.line(["timeout_microseconds": .integer(7_000)]), "", Self.line(endMicroseconds: 3_000_000),
        ])
        #expect(replay.traffic(timeoutMicroseconds: nil).kinds[0].ownTimeouts == [7_000, 60_000_000])
        #expect(replay.traffic(timeoutMicroseconds: 5).kinds[0].ownTimeouts == [5, 5])
    }

    @Test func `calls of other galleries are counted and left out`() throws {
        let replay = try replay(
            [
                Self.line(), Self.line(["gallery": .string("other"), "left_out_dimensions": .array([.integer(384)])]),
                Self.line(["gallery": .string("alias")]),
            ], galleries: ["g", "alias"])
        #expect(replay.calls.count == 2)
        #expect(replay.words == "2 recorded calls (1 more of other galleries)")
    }

    @Test func `text that had no vectors needs none`() throws {
        #expect(try replay([Self.line(["left_out_dimensions": .array([.integer(0)])])]).calls.count == 1)
    }

    @Test(arguments: [
        ("x", "line 2"), ("[]", "not a line of a slow-query log"),
        (
            line(["left_out_dimensions": .array([.integer(384), .integer(0)])]),
            "line 2: the request stands without its vectors"
        ),
        (line(["left_out_dimensions": .array([.integer(384)])]), "`slow_log.vectors: true`"),
        (line(["request": .null]), "too long to be kept"), (line(["request": .string("%")]), "no base64"),
        (line(request: [0xff]), "no message of its method"), (line(["microseconds": .integer(-1)]), "not a line"),
        (line(["microseconds": .integer(3_000_000)]), "not a line"),
        (line(["path": .string("/tessera.v1.Items/DeleteItems")]), "DeleteItems is not replayed"),
    ])
    func `a line that cannot be sent again is refused with its number`(line: String, words: String) {
        let error = #expect(throws: ToolError.self) { try replay([Self.line(), line]) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("line 2") == true)
    }

    @Test func `a file without a call of the gallery is refused`() {
        for lines in [[], [Self.line(["gallery": .string("other")])]] {
            let error = #expect(throws: ToolError.self) { try replay(lines) }
            #expect(error?.description.contains("no call of gallery 'g'") == true)
        }
        #expect(throws: ToolError.self) { try Replay(path: "/nowhere/at/all", galleries: ["g"]) }
    }
}
