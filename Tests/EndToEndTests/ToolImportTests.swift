import Foundation
import JSON
import Testing
import TrialGround

/// `tessera import` against the daemon: bad rows, and imports that are broken off.
struct ToolImportTests {
    private static let dimension = 24
    private static let rowCount = 12_000

    /// A daemon with an empty gallery of ready vectors.
    private static func node() async throws -> NodeProcess {
        let node = try NodeProcess()
        try await node.start()
        _ = try await node.json(["gallery", "create", "stock", "--field", "text:dim=\(dimension)"])
        return node
    }

    /// A catalogue of many rows with a vector each; the arguments that import it in small batches.
    private static func many(_ node: NodeProcess) throws -> [String] {
        let rows = (0..<rowCount).map { "item-\($0),number \($0)\n" }
        let catalogue = try node.file("many.csv", "id,description\n" + rows.joined())
        var random = SeededRandom(seed: 7)
        let vectors = (0..<rowCount).map { _ in (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) } }
        let array = try node.file("many.npy", NumpyFile.bytes(vectors))
        return ["import", "stock", catalogue, "--vectors", "text=\(array)", "--batch", "16", "--in-flight", "2"]
    }

    /// Imports `bytes` as `name`; the rejected lines as `line column`, and the ids that are there of those asked for.
    private static func rejected(
        _ name: String, _ bytes: [UInt8], ids: [String]
    ) async throws -> (report: JSONValue, rejects: [String], found: [String?]) {
        let node = try await node()
        let report = try await node.json(["import", "stock", try node.file(name, bytes)], status: 3)
        let lines = try node.text("\(name).rejects.tsv").split(separator: "\n")
        #expect(lines.first == "line\tcolumn\treason\trow")
        let rejects = lines.dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).prefix(2).joined(separator: " ")
        }
        let items = try await node.json(["get", "stock"] + ids)["items"]?.array ?? []
        #expect(try await node.itemCount("stock") == ids.count)
        return (report, rejects, items.map { $0["id"]?.string })
    }

    @Test func `an import that gives no field a vector says so`() async throws {
        let node = try await Self.node()
        let catalogue = try node.file("bare.csv", "id,description\na,one\n")
        let outcome = try await node.tool("import", "stock", catalogue)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("no search will find these items"))
    }

    @Test func `bad rows of a TSV catalogue are told with line and column, and the rest is imported`() async throws {
        let rows: [[UInt8]] = [
            Array("id\tdescription\ttags".utf8), Array("a\tone\tx|y".utf8), Array("b\t".utf8) + [0xFF, 0xFE, 0x09],
            Array("c\ttoo\tmany\tcells".utf8), Array("d\tfine\t[1,".utf8), Array("\tno id\t".utf8),
            Array("e\tlast\t".utf8),
        ]
        let outcome = try await Self.rejected(
            "rows.tsv", Array(rows.joined(separator: [0x0A])) + [0x0A], ids: ["a", "e"])
        #expect(outcome.rejects == ["3 description", "4 ", "5 tags", "6 id"])
        #expect(outcome.found == ["a", "e"])
        #expect(outcome.report["rows"]?.integer == 6)
        #expect(outcome.report["rejected"]?.integer == 4)
    }

    @Test func `bad rows of a CSV catalogue are told with the line they begin on`() async throws {
        let text = """
            id,description,tags
            a,"quoted, with comma",x;y
            b,"spans
            two lines",z
            c,one,two,three
            d,fine,"[1,"
            e,last,
            f,"open
            """
        let outcome = try await Self.rejected("rows.csv", Array(text.utf8), ids: ["a", "b", "e"])
        #expect(outcome.rejects == ["5 ", "6 tags", "8 "])
        #expect(outcome.found == ["a", "b", "e"])
    }

    @Test func `bad lines of a JSON lines catalogue are told with line and column`() async throws {
        let text = """
            {"id": "a", "tags": ["x"]}
            not JSON
            {"id": "b", "tags": {"x": 1}}
            {"description": "no id"}
            {"id": "c", "detections": [{"label": "cat", "box": [0, 0, 2, 1]}]}
            []
            {"id": "d"}
            """
        let outcome = try await Self.rejected("rows.jsonl", Array(text.utf8), ids: ["a", "d"])
        #expect(outcome.rejects == ["2 ", "3 tags", "4 id", "5 detections", "6 "])
        #expect(outcome.found == ["a", "d"])
    }

    @Test func `a row that the daemon refuses is told with its line too`() async throws {
        let text = "id,description\na,fine\n\(String(repeating: "x", count: 129)),long id\nb,fine\n"
        let outcome = try await Self.rejected("rows.csv", Array(text.utf8), ids: ["a", "b"])
        #expect(outcome.rejects == ["3 id"])
    }

    @Test func `vectors of another dimension or another number of rows are refused before a row is written`()
        async throws
    {
        let node = try await Self.node()
        let catalogue = try node.file("rows.csv", "id\na\nb\n")
        let narrow = try node.file("narrow.npy", NumpyFile.bytes([[1, 2], [3, 4]]))
        let refused = try await node.tool("import", "stock", catalogue, "--vectors", "text=\(narrow)")
        #expect(refused.status == 1)
        #expect(refused.output.contains("24") && refused.output.contains("2"), "\(refused.output)")
        let text = try await node.tool("import", "stock", catalogue, "--vectors", "text=\(catalogue)")
        #expect(text.status == 1 && text.output.contains("rows.csv"), "\(text.output)")
        let other = try await node.tool("import", "stock", catalogue, "--vectors", "other=\(narrow)")
        #expect(other.status == 1 && other.output.contains("'other'"), "\(other.output)")
        #expect(try await node.itemCount("stock") == 0)
    }

    @Test func `an import goes on by itself when the daemon is killed and comes back`() async throws {
        let node = try await Self.node()
        let running = node.startTool(try Self.many(node))
        _ = try await node.importUnderWay(Self.rowCount / 10)
        node.killNow()
        #expect(running.process.isRunning)
        try await node.start()
        let (status, output) = try await node.end(of: running)
        #expect(status == 0, "\(output)")
        #expect(try await node.itemCount("stock") == Self.rowCount)
        let operations = try await node.json(["operation", "list"])["operations"]?.array
        #expect(operations?.map { $0["state"]?.string } == ["succeeded"])
    }

    @Test func `an import that was killed goes on where it was acknowledged`() async throws {
        let node = try await Self.node()
        let arguments = try Self.many(node)
        let running = node.startTool(arguments)
        _ = try await node.importUnderWay(Self.rowCount / 10)
        running.process.kill()
        let report = try await node.tool(arguments)
        #expect(report.status == 0, "\(report.output)")
        #expect(report.output.contains("going on after row"))
        #expect(try await node.itemCount("stock") == Self.rowCount)
        // Each row has its own vector still: what is most like an item's vector is the item.
        let shown = try await node.json(["get", "stock", "item-\(Self.rowCount - 1)", "item-0"])
        #expect(
            shown["items"]?.array?.map { $0["description"]?.string } == ["number \(Self.rowCount - 1)", "number 0"])
    }

    @Test func `an import that is cancelled ends with an error, keeps what it wrote and can be begun again`()
        async throws
    {
        let node = try await Self.node()
        let arguments = try Self.many(node)
        let running = node.startTool(arguments)
        let operation = try await node.importUnderWay(Self.rowCount / 10)
        let cancelled = try await node.json(["operation", "cancel", operation])
        #expect(cancelled["state"]?.string == "cancelled")
        let (status, output) = try await node.end(of: running)
        #expect(status == 1)
        #expect(output.contains("cancelled"), "\(output)")
        let written = try await node.itemCount("stock")
        #expect(written >= Self.rowCount / 10 && written < Self.rowCount)
        let watched = try await node.tool("operation", "watch", operation)
        #expect(watched.status == 1 && watched.output.contains("cancelled"), "\(watched.output)")
        #expect(try await node.tool(arguments).status == 0)
        #expect(try await node.itemCount("stock") == Self.rowCount)
    }

    @Test func `Ctrl-C ends an import with 130, and the same command goes on`() async throws {
        let node = try await Self.node()
        let arguments = try Self.many(node)
        let running = node.startTool(arguments)
        _ = try await node.importUnderWay(Self.rowCount / 10)
        kill(running.process.identifier, SIGINT)
        let (status, output) = try await node.end(of: running)
        #expect(status == 130, "\(output)")
        #expect(output.contains("the same command goes on"), "\(output)")
        #expect(try await node.tool(arguments).status == 0)
        #expect(try await node.itemCount("stock") == Self.rowCount)
    }
}
