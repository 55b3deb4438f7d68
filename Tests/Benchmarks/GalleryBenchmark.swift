import ArgumentParser
import Calling
import Foundation
import Ground
import TrialGround
import Vocabulary

/// What the daemon spends on a real gallery: importing its texts, answering searches, importing its vectors.
struct GalleryBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gallery", abstract: "Imports and searches of a real catalogue, through the daemon.")

    @Option(help: "A catalogue that `tessera import` reads.")
    var catalogue: String

    @Option(help: "The library of ONNX Runtime.")
    var library: String

    @Option(help: "The folder of the model.")
    var model: String

    @Option(help: "Searches measured.")
    var searches = 2_000

    @Option(help: "Items imported with ready vectors.")
    var items = 30_000

    func run() throws {
        let folder = TemporaryDirectory()
        let address = "unix:\(folder.path)/node.sock"
        let configuration = """
            listen: ["\(address)"]
            data: "\(folder.path)/data"
            encoders: [{name: minilm, kind: onnx, library: "\(library)", folder: "\(model)"}]
            """
        try configuration.write(toFile: "\(folder.path)/tesserad.yaml", atomically: true, encoding: .utf8)
        let daemon = ChildProcess(
            program: "tesserad", arguments: ["--config", "\(folder.path)/tesserad.yaml"], logFile: "\(folder.path)/log")
        defer { daemon.kill() }
        let finished = DispatchSemaphore(value: 0)
        let failure = Guarded<(any Error)?>(nil)
        let measure = { @Sendable [self] in try await run(address: address, daemon: daemon, log: "\(folder.path)/tool")
        }
        Task.detached {
            do { try await measure() } catch { failure.withLock { $0 = error } }
            finished.signal()
        }
        finished.wait()
        if let error = failure.withLock({ $0 }) { throw ValidationError("\(error)") }
    }

    private func run(address: String, daemon: ChildProcess, log: String) async throws {
        let client = try Client(address)
        defer { client.close() }
        let pause = PingRequest()
        while daemon.isRunning, (try? await client.call(.ping, pause) as PingResponse) == nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        let spec = CreateGalleryRequest(spec: GallerySpec(name: "texts"))
        _ = try await client.call(.createGallery, spec) as DescribeGalleryResponse
        try importTexts(address: address, daemon: daemon, log: log)
        let stored = try await storedItems(client)
        try await search(client, daemon, by: stored)
        try await importVectors(client, daemon, of: stored)
    }

    /// Measures what goes into an import of texts beside the encoder.
    private func importTexts(address: String, daemon: ChildProcess, log: String) throws {
        let before = ThreadTimes(of: daemon.identifier)
        let start = MonotonicTime.now
        let tool = ChildProcess(
            program: "tessera", arguments: ["--server", address, "import", "texts", catalogue], logFile: log)
        let status = tool.wait()
        guard status == 0 || status == 3 else {
            throw ValidationError((try? String(contentsOfFile: log, encoding: .utf8)) ?? "the import failed")
        }
        let seconds = Double(MonotonicTime.now.microseconds(since: start)) / 1e6
        let spent = ThreadTimes(of: daemon.identifier) - before
        let share = 100 * spent.other / (spent.other + spent.encoding)
        print("import of texts: \(column(seconds, 1, width: 0)) s; the daemon's processor time:")
        print("  encoding \(column(spent.encoding, 2, width: 0)) s, all else \(column(spent.other, 2, width: 0)) s")
        print("  all else is \(column(share, 1, width: 0)) % (goal: under 10 %)")
    }

    /// All items of the catalogue with their vectors.
    private func storedItems(_ client: Client) async throws -> [StoredItem] {
        let rows = try String(contentsOfFile: catalogue, encoding: .utf8).split(separator: "\n").dropFirst()
        let ids = rows.compactMap { row in
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
            return cells.count > 1 ? String(cells[1]) : nil
        }
        var stored: [StoredItem] = []
        for start in stride(from: 0, to: ids.count, by: 1_000) {
            let request = GetItemsRequest(
                gallery: "texts", ids: Array(ids[start..<min(start + 1_000, ids.count)]),
                readMask: ReadMask(vectors: true))
            stored += (try await client.call(.getItems, request) as GetItemsResponse).items
        }
        return stored.filter { $0.vectors.count == 3 }
    }

    /// Measures exact searches over three fields by vectors of the gallery's own kind, one at a time.
    private func search(_ client: Client, _ daemon: ChildProcess, by stored: [StoredItem]) async throws {
        var scanMicroseconds: [UInt64] = []
        let before = ThreadTimes(of: daemon.identifier)
        for number in 0..<searches {
            let like = stored[number * 7 % stored.count]
            let request = SearchRequest(
                gallery: "texts", limit: 10,
                fields: like.vectors.map { FieldQuery(field: $0.field, vector: $0.values) }, explain: true)
            let answer = try await client.call(.search, request) as SearchResponse
            guard answer.hits.count == 10 else { throw ValidationError("a search found \(answer.hits.count) items") }
            scanMicroseconds.append(answer.explanation?.times?.scan ?? 0)
        }
        let spent = ThreadTimes(of: daemon.identifier) - before
        scanMicroseconds.sort()
        let each = 1e3 * (spent.other + spent.encoding) / Double(searches)
        let scan = Double(scanMicroseconds[searches / 2]) / 1e3
        print("exact search over the socket, 3 fields, k = 10: \(column(each, 3, width: 0)) ms of the daemon's")
        print("  processor time a query, all told (goal: 1.5), the scan \(column(scan, 3, width: 0)) ms (median)")
    }

    /// Measures a durable import of ready vectors, four batches in flight.
    private func importVectors(_ client: Client, _ daemon: ChildProcess, of stored: [StoredItem]) async throws {
        let fields = stored[0].vectors.map { FieldSpec(name: $0.field, dimension: UInt32($0.values.count)) }
        let spec = CreateGalleryRequest(spec: GallerySpec(name: "vectors", fields: fields))
        _ = try await client.call(.createGallery, spec) as DescribeGalleryResponse
        let batches = stride(from: 0, to: items, by: 256).map { start in
            UpsertItemsRequest(
                gallery: "vectors",
                items: (start..<min(start + 256, items)).map { number in
                    let source = stored[number % stored.count]
                    return ItemWrite(
                        item: Item(id: "item \(number)", tags: ["one", "two"]),
                        vectors: source.vectors.map { FieldVector(field: $0.field, values: $0.values) })
                })
        }
        let before = ThreadTimes(of: daemon.identifier)
        let start = MonotonicTime.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, batch) in batches.enumerated() {
                if number >= 4 { try await group.next() }
                group.addTask {
                    let written = try await client.call(.upsertItems, batch) as WriteResponse
                    if let error = written.results.compactMap(\.error).first { throw ValidationError("\(error)") }
                }
            }
            try await group.waitForAll()
        }
        let seconds = Double(MonotonicTime.now.microseconds(since: start)) / 1e6
        let spent = ThreadTimes(of: daemon.identifier) - before
        let rate = Double(items) / seconds
        print(
            "import of \(items) items with 3 ready vectors each: \(column(rate, 0, width: 0)) items a second, durable")
        let each = 1e6 * spent.other / Double(items)
        print("  (goal: 10,000); \(column(each, 1, width: 0)) µs of the daemon's processor time an item")
    }
}
