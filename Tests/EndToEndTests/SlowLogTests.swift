import Calling
import Foundation
import Ground
import JSON
import Testing
import Vocabulary
import Wire

/// The slow-query log of a real daemon.
struct SlowLogTests {
    private static let search = SearchRequest(
        gallery: "g", limit: 3, fields: [FieldQuery(field: "a", vector: [1, 0, 0])])

    /// The lines of the log after `body` has called a daemon with a gallery of some items.
    private func lines(
        _ settings: String, _ body: (Client) async throws -> Void
    ) async throws -> [JSONValue] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("slow-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("slow.jsonl").path
        let node = try NodeProcess(configuration: "slow_log: {path: \"\(path)\", \(settings)}")
        try await node.start()
        let client = try Client(node.address)
        defer { client.close() }
        let spec = GallerySpec(name: "g", fields: [FieldSpec(name: "a", dimension: 3)])
        _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
        let writes = (0..<5).map { number in
            ItemWrite(
                item: Item(id: "\(number)"),
                vectors: [FieldVector(field: "a", values: [1, Float(number), 0])])
        }
        _ = try await client.call(.upsertItems, UpsertItemsRequest(gallery: "g", items: writes)) as WriteResponse
        try await body(client)
        // What is written by a worker is there once the daemon has ended.
        #expect(try await node.stop() == 0)
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { try JSONValue(parsing: String($0)) }
    }

    /// The request of a line.
    private func request(_ line: JSONValue) throws -> SearchRequest {
        let text = try #require(line["request"]?.string)
        let bytes = try #require(Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4)))
        return try bytes.withUnsafeBytes { try SearchRequest(wire: $0) }
    }

    @Test func `a slow search is told with its plan and stages, and can be sent again`() async throws {
        let lines = try await lines("threshold_ms: 0, vectors: true") { client in
            let response = try await client.call(.search, Self.search, timeoutMicroseconds: 5_000_000) as SearchResponse
            #expect(response.hits.count == 3)
            #expect(response.explanation == nil)
        }
        let line = try #require(lines.first)
        #expect(lines.count == 1)
        #expect(line["method"]?.string == "search")
        #expect(line["gallery"]?.string == "g")
        #expect(line["status"]?.string == "OK")
        #expect(line["hits"]?.integer == 3)
        let timeout = try #require(line["timeout_microseconds"]?.integer)
        #expect((4_900_000...5_000_000).contains(timeout))
        #expect(line["plan"]?["allowed"]?.integer == 5)
        #expect(line["plan"]?["fields"]?.array?.first?["exact"]?.bool == true)
        for stage in ["queue", "encode", "filter", "plan", "scan", "rerank", "fuse", "fetch"] {
            #expect(line["stages_microseconds"]?[stage]?.integer != nil, "\(stage)")
        }
        #expect(try request(line) == Self.search)
        #expect(line["left_out_dimensions"] == nil)
    }

    @Test func `vectors are left out unless asked for`() async throws {
        let lines = try await lines("threshold_ms: 0") { client in
            _ = try await client.call(.search, Self.search) as SearchResponse
        }
        var bare = Self.search
        bare.fields[0].vector = []
        #expect(try request(#require(lines.first)) == bare)
        #expect(lines.first?["left_out_dimensions"]?.array?.map(\.integer) == [3])
    }

    @Test func `what is quick is not written`() async throws {
        let lines = try await lines("threshold_ms: 3600000") { client in
            _ = try await client.call(.search, Self.search) as SearchResponse
        }
        #expect(lines.isEmpty)
    }

    @Test func `a search that failed is told with its reason`() async throws {
        let lines = try await lines("threshold_ms: 0") { client in
            var search = Self.search
            search.gallery = "none"
            await #expect(throws: CallFailure.self) { _ = try await client.call(.search, search) as SearchResponse }
        }
        #expect(lines.first?["status"]?.string == "NOT_FOUND")
        #expect(lines.first?["reason"]?.string == "gallery_not_found")
    }

    @Test func `more lines a second than allowed are counted only`() async throws {
        let lines = try await lines("threshold_ms: 0, per_second: 2") { client in
            for _ in 0..<40 { _ = try await client.call(.search, Self.search) as SearchResponse }
            try await Task.sleep(for: .milliseconds(1_100))
            _ = try await client.call(.search, Self.search) as SearchResponse
        }
        #expect(lines.count < 40)
        let dropped = lines.reduce(0) { $0 + ($1["dropped_before"]?.integer ?? 0) }
        #expect(Int(dropped) + lines.count == 41)
    }

    @Test(arguments: [true, false])
    func `what was logged can be sent again if it has its vectors`(keepsVectors: Bool) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("slow-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = folder.appendingPathComponent("slow.jsonl").path
        func written() throws -> String { try String(contentsOfFile: log, encoding: .utf8) }
        let settings = "path: \"\(log)\", threshold_ms: 0, per_second: 1000, vectors: \(keepsVectors)"
        let trial = try await TrainingTrial(configuration: "slow_log: {\(settings)}")
        let load = ["load", "g", "--check", "0", "--warm-up", "0"]
        _ = try await trial.node.json(load + ["--rate", "50", "--duration", "1"])
        let count = try written().split(separator: "\n").count
        let copy = try trial.node.file("copy.jsonl", written())
        guard keepsVectors else {
            let (status, output) = try await trial.node.tool(load + ["--replay", copy])
            #expect(status == 1)
            #expect(output.contains("line 1: ") && output.contains("slow_log.vectors"), "\(output)")
            return
        }
        let report = try await trial.node.json(load + ["--replay", log])
        let step = try #require(report["steps"]?.array?.first)
        #expect(step["pace"]?.string == "recorded")
        #expect(step["kinds"]?.array?[0]["counts"]?.array?.map(\.integer) == [Int64(count), 0, 0, 0])
        #expect(try #require(step["seconds"]?.number) > 0.5)
        #expect(try written().split(separator: "\n").count == 2 * count)
        let faster = try await trial.node.json(load + ["--replay", copy, "--rate", "200", "--duration", "0.5"])
        #expect(faster["steps"]?.array?[0]["pace"]?.string == "poisson")
        #expect(faster["steps"]?.array?[0]["errors"]?.object?.isEmpty == true)
        let shared = try await trial.node.json(load + ["--replay", copy, "--processes", "3"])
        #expect(shared["steps"]?.array?[0]["kinds"]?.array?[0]["counts"]?.array?[0].integer == Int64(count))
        let (status, _) = try await trial.node.tool(load + ["--replay", copy, "--mix", "ping"])
        #expect(status == 2)
    }

    @Test func `a log that cannot be written ends the start`() async throws {
        let node = try NodeProcess(configuration: "slow_log: {path: /nowhere/at/all}")
        node.launch()
        #expect(try await node.exitStatus() == 1)
        #expect(node.log.contains("log_unusable"))
    }

    @Test func `an explained search tells its stages`() async throws {
        let node = try NodeProcess()
        try await node.start()
        let client = try Client(node.address)
        defer { client.close() }
        let spec = GallerySpec(name: "g", fields: [FieldSpec(name: "a", dimension: 3)])
        _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
        var search = Self.search
        search.explain = true
        let response = try await client.call(.search, search) as SearchResponse
        let times = try #require(response.explanation?.times)
        let sum = times.queue + times.encode + times.filter + times.plan + times.scan + times.rerank + times.fuse
        #expect(sum + times.fetch + times.reply < 60_000_000)
        #expect(sum > 0)
    }
}
