import Foundation
import JSON
import Testing
import TrialGround

extension NodeProcess {
    /// Writes a file into the directory of this trial; its path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let place = directory.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
        return place.path
    }

    /// Writes a text into the directory of this trial; its path.
    func file(_ name: String, _ text: String) throws -> String {
        try file(name, Array(text.utf8))
    }

    /// What a file of this trial holds; what is not UTF-8 becomes U+FFFD.
    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: directory.appendingPathComponent(name)), as: UTF8.self)
    }

    /// The one document that the tool prints with `--json`, having ended with `status`.
    func json(_ arguments: [String], status: Int = 0) async throws -> JSONValue {
        let (ended, output) = try await tool(arguments + ["--json"])
        #expect(ended == status, "\(arguments): \(output)")
        return try JSONValue(parsing: output)
    }

    /// How many items the gallery has, as the tool tells it.
    func itemCount(_ gallery: String) async throws -> Int {
        Int(try #require(try await json(["gallery", "describe", gallery])["items"]?.integer))
    }

    /// Waits until an import has written at least `count` items; the import's operation.
    func importUnderWay(_ count: Int) async throws -> String {
        for _ in 0..<3_000 {
            let operations = try await json(["operation", "list"])["operations"]?.array ?? []
            if let running = operations.first(where: { $0["state"]?.string == "running" }),
                let done = running["done"]?.integer, done >= count
            {
                return try #require(running["id"]?.string)
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("no import got as far as \(count) rows")
        throw CocoaError(.featureUnsupported)
    }
}
