import Foundation
import Testing
import TrialHTTP2

/// What connections cost that nobody uses.
@Suite(.serialized) struct IdleMemoryTests {
    private static let count = 4_000

    /// Bytes of this process that are in memory and in no file.
    private static func residentByteCount() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("RssAnon") })
        return try #require(Int(line.filter(\.isNumber))) * 1_024
    }

    @Test func `ten thousand idle sessions of gRPC take less than 100 MB, and give them back`() throws {
        let before = try Self.residentByteCount()
        var trials = (0..<Self.count).map { _ in GRPCTrial() }
        let taken = try Self.residentByteCount() - before
        #expect(taken / Self.count < 10_000)
        // Each has a call now, and more than it took to begin.
        for trial in trials {
            trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo, Array("x".utf8)))
            trial.reply(trial.calls[0], Array("y".utf8))
        }
        #expect(trials.allSatisfy { $0.reader.frames(of: 1).count > 1 })
        let used = try Self.residentByteCount()
        trials = []
        // At least the two pages that a session had touched; what came from `malloc` may stay.
        #expect(try used - Self.residentByteCount() > Self.count * 8_192 * 9 / 10)
    }
}
