import Foundation
import JSON
import Testing

/// The tool against the daemon: galleries, items, searches, and what it says when something is wrong.
struct ToolEndToEndTests {
    private static let script = "<script>alert('x')</script> & \"more\""
    private static let drawing = "<svg xmlns='http://www.w3.org/2000/svg'><circle r='4'/></svg>"

    /// A daemon with the gallery `shelf`: four items on a line, each near the next.
    private static func shelf() async throws -> NodeProcess {
        let node = try NodeProcess()
        try await node.start()
        _ = try await node.json(["gallery", "create", "shelf", "--field", "text:dim=3"])
        _ = try node.file("gallery/one.svg", drawing)
        let rows = [
            "id\turl\tdescription\ttags", "one\tone.svg\t\(script)\tred|round", "two\t../tesserad.yaml\tsecond\tred",
            "three\thttps://example.org/3.png\tthird\tblue", "four\tjavascript:alert(4)\tfourth\tblue",
        ]
        let catalogue = try node.file("shelf.tsv", rows.joined(separator: "\n") + "\n")
        let vectors = (0..<4).map { [Float(1), Float($0) / 2, 0] }
        let array = try node.file("shelf.npy", NumpyFile.bytes(vectors))
        let report = try await node.json(["import", "shelf", catalogue, "--vectors", "text=\(array)"])
        #expect(report["rows"]?.integer == 4)
        #expect(report["rejected"]?.integer == 0)
        return node
    }

    @Test func `a gallery is made, shown, changed, named anew and dropped`() async throws {
        let node = try NodeProcess()
        try await node.start()
        let made = try await node.tool(
            "gallery", "create", "team/one", "--field", "text:dim=4", "--field", "tags:dim=2,metric=l2")
        #expect(made.status == 0 && made.output.contains("team/one"), "\(made.output)")
        #expect(try await node.tool("gallery", "create", "team/one", "--field", "text:dim=4").status == 1)
        _ = try await node.json(["gallery", "alias", "live", "team/one"])
        _ = try await node.json(["gallery", "set", "live", "--weight", "tags=0.5", "--fusion", "rrf"])
        let described = try await node.json(["gallery", "describe", "live"])
        #expect(described["spec"]?["name"]?.string == "team/one")
        #expect(described["spec"]?["fusion"]?.string == "rrf")
        let fields = try #require(described["spec"]?["fields"]?.array)
        #expect(fields.map { $0["name"]?.string } == ["text", "tags"])
        #expect(fields.map { $0["metric"]?.string } == ["cosine", "l2"])
        #expect(fields.map { $0["weight"]?.number } == [1, 0.5])
        let listed = try await node.json(["gallery", "list"])["galleries"]?.array
        #expect(listed?.map { $0["aliases"] } == [.array([.string("live")])])

        // What `describe` writes makes the same gallery again.
        let spec = try node.file("spec.json", described.text)
        let copy = try await node.json(["gallery", "create", "copy", "--spec", spec])
        #expect(copy["spec"]?["fields"] == described["spec"]?["fields"])

        #expect(try await node.tool("gallery", "drop", "live", "--yes").status == 1)
        #expect(try await node.tool("gallery", "drop", "team/one").status == 2)
        #expect(try await node.tool("gallery", "drop", "team/one", "--yes").status == 0)
        #expect(try await node.tool("gallery", "describe", "team/one").status == 4)
        #expect(try await node.tool("gallery", "describe", "live").status == 4)
    }

    @Test func `a batch of vectors is answered row after row, as each row is answered alone`() async throws {
        let node = try await Self.shelf()
        let rows = (0..<70).map { [Float(1), Float($0) / 20, 0] }
        let array = try node.file("queries.npy", NumpyFile.bytes(rows))
        let answered = try await node.json(["find", "shelf", "--batch", "text=\(array)", "--count", "2"])
        let results = try #require(answered["results"]?.array)
        #expect(results.count == 70)
        #expect(results[0]["hits"]?.array?.compactMap { $0["id"]?.string } == ["one", "two"])
        #expect(results[69]["hits"]?.array?.compactMap { $0["id"]?.string } == ["four", "three"])
        let shown = try await node.tool("find", "shelf", "--batch", "text=\(array)", "--count", "2")
        #expect(shown.status == 0 && shown.output.contains("70. row 69"), "\(shown.output)")

        // The field has no encoder: each text is refused for itself.
        let texts = try node.file("queries.txt", "a ship\n\na tree\n")
        let refused = try await node.tool("find", "shelf", "--batch", texts)
        #expect(refused.status == 1 && refused.output.contains("2. a tree"), "\(refused.output)")
        #expect(refused.output.contains("no_encoder"), "\(refused.output)")
        let wrong = try await node.tool("find", "shelf", "--batch", "txt=\(array)")
        #expect(wrong.status == 1 && wrong.output.contains("'txt'"), "\(wrong.output)")
    }

    @Test func `columns become attributes, and searches are narrowed by them`() async throws {
        let node = try NodeProcess()
        try await node.start()
        _ = try await node.json(["gallery", "create", "shelf", "--field", "text:dim=3"])
        let catalogue = try node.file("shelf.csv", "id,year,license\na,1980,cc0\nb,1995,mit\nc,2003,cc0\nd,,cc0\n")
        let array = try node.file("shelf.npy", NumpyFile.bytes((0..<4).map { [Float(1), Float($0) / 2, 0] }))
        _ = try await node.json([
            "import", "shelf", catalogue, "--vectors", "text=\(array)", "--attribute", "year", "--attribute", "license",
        ])
        func found(_ conditions: String...) async throws -> Set<String> {
            let options = conditions.flatMap { ["--where", $0] }
            let hits = try await node.json(["find", "shelf", "--like", "b", "--count", "9"] + options)["hits"]?.array
            return Set((hits ?? []).compactMap { $0["id"]?.string })
        }
        #expect(try await found("year>=1980") == ["a", "c"])
        #expect(try await found("year=..2000", "license=cc0|mit") == ["a"])
        #expect(try await found("license=cc0") == ["a", "c", "d"])
        node.killNow()
        try await node.start()
        #expect(try await found("year>1980", "license=cc0") == ["c"])
        #expect(try await node.tool("find", "shelf", "--like", "b", "--where", "year=5..3").status != 0)
        #expect(try await node.tool("find", "shelf", "--like", "b", "--where", "year").status != 0)
    }

    @Test func `what is like an item is answered as JSON, best first, without the item`() async throws {
        let node = try await Self.shelf()
        let found = try await node.json(["find", "shelf", "--like", "one", "--count", "2", "--explain"])
        let hits = try #require(found["hits"]?.array)
        #expect(hits.map { $0["id"]?.string } == ["two", "three"])
        #expect(hits.map { $0["rank"]?.integer } == [1, 2])
        #expect(hits[0]["tags"] == .array([.string("red")]))
        #expect(hits[0]["fields"]?.array?.first?["field"]?.string == "text")
        #expect(found["coverage"]?.number == 1)
        #expect(found["short_reason"] == .null)
        let blue = try await node.json(["find", "shelf", "--like", "one", "--tag", "BLUE", "--exclude", "three"])
        #expect(blue["hits"]?.array?.map { $0["id"]?.string } == ["four"])
        #expect(blue["short_reason"]?.string == "exhausted")
        let none = try await node.json(["find", "shelf", "--like", "one", "--min-score", "100"])
        #expect(none["hits"] == .array([]))
        #expect(none["short_reason"]?.string == "min_score")
    }

    @Test func `a contact sheet holds its pictures, escapes all texts and asks the network for nothing`() async throws {
        let node = try await Self.shelf()
        let sheet = node.directory.appendingPathComponent("sheet.html").path
        let gallery = node.directory.appendingPathComponent("gallery").path
        let made = try await node.tool(
            "find", "shelf", "--like", "two", "--count", "3", "--html", sheet, "--image-root", gallery)
        #expect(made.status == 0 && made.output.contains(sheet), "\(made.output)")
        let html = try node.text("sheet.html")
        #expect(html.contains("src=\"data:image/svg+xml;base64,\(Data(Self.drawing.utf8).base64EncodedString())\""))
        #expect(html.contains("&lt;script&gt;"))
        #expect(!html.contains("<script"))
        #expect(!html.contains("href=\"javascript:"))
        #expect(html.contains("default-src 'none'"))
        #expect(!html.contains("src=\"http"))
        #expect(html.contains("href=\"https://example.org/3.png\""))
    }

    @Test func `a picture outside the folder is not taken into the contact sheet`() async throws {
        let node = try await Self.shelf()
        let sheet = node.directory.appendingPathComponent("sheet.html").path
        let gallery = node.directory.appendingPathComponent("gallery").path
        let made = try await node.tool(
            "find", "shelf", "--like", "one", "--count", "1", "--html", sheet, "--image-root", gallery)
        #expect(made.status == 0, "\(made.output)")
        #expect(!(try node.text("sheet.html").contains("src=\"data:")))
    }

    @Test func `items are shown and deleted by id, and what is not there is named`() async throws {
        let node = try await Self.shelf()
        let shown = try await node.json(["get", "shelf", "two", "one", "--vectors"])
        let items = try #require(shown["items"]?.array)
        #expect(items.map { $0["id"]?.string } == ["two", "one"])
        #expect(items[1]["description"]?.string == Self.script)
        #expect(items[0]["vectors"]?.array?.first?["values"]?.array?.count == 3)
        let deleted = try await node.json(["delete", "shelf", "two", "nobody"])
        #expect(deleted["deleted"] == .array([.string("two")]))
        #expect(deleted["missing"] == .array([.string("nobody")]))
        let gone = try await node.tool("get", "shelf", "two")
        #expect(gone.status == 4)
        #expect(gone.output == "error: not in gallery 'shelf': two\n")
        #expect(try await node.itemCount("shelf") == 3)
    }

    @Test func `the status counts galleries, items and calls`() async throws {
        let node = try await Self.shelf()
        let status = try await node.json(["status"])
        #expect(status["state"]?.string == "serving")
        #expect(status["galleries"]?.integer == 1)
        #expect(status["items"]?.integer == 4)
        #expect(try #require(status["answered"]?.integer) > 0)
        #expect(try #require(status["resident_bytes"]?.integer) > 1 << 20)
        let told = try await node.tool("status")
        #expect(told.status == 0 && told.output.contains("1 with 4 items"), "\(told.output)")
    }

    @Test(arguments: [
        (["find", "shelv", "--like", "one"], 4, "shelv"),
        (["find", "shelf", "--like", "nobody"], 4, "nobody"),
        (["find", "shelf", "--text", "a ship"], 1, "no_encoder"),
        (["find", "shelf", "--text", " "], 1, "blank"),
        (["find", "shelf"], 2, "--role-a"),
        (["find", "shelf", "--like", "one", "--count", "0"], 2, "1000"),
        (["find", "shelf", "--like", "one", "--weight", "txt=1"], 1, "'txt'"),
        (["find", "shelf", "--like", "one", "--weight", "text=-1"], 2, "text=-1"),
        (["find", "shelf", "--like", "one", "--html", "/nowhere/sheet.html"], 1, "/nowhere/sheet.html"),
        (["find", "shelf", "--like", "one", "--html", "x.html", "--image-root", "/nowhere"], 1, "/nowhere"),
        (["get", "shelf", ""], 1, "empty_id"),
        (["gallery", "create", "No Name"], 1, "No Name"),
        (["gallery", "create", "x", "--field", "text:dimm=4"], 2, "dimm"),
        (["gallery", "create", "x", "--field", "text:dim=99999"], 2, "16384"),
        (["gallery", "create", "x"], 1, "encoder"),
        (["gallery", "alias", "shelf", "shelf"], 1, "shelf"),
        (["import", "shelf", "/nowhere.tsv"], 1, "/nowhere.tsv"),
        (["import", "shelf", "/etc/hostname"], 2, "--format"),
        (["operation", "cancel", "00c0ffee00c0ffee"], 4, "00c0ffee00c0ffee"),
        (["operation", "watch", "zzz"], 4, "zzz"),
        (["status", "--server", "tcp://127.0.0.1:1"], 5, "tcp://127.0.0.1:1"),
        (["status", "--server", "unix:/nowhere/node.sock"], 5, "/nowhere/node.sock"),
        (["status", "--server", "example"], 2, "tcp://"),
        (["status", "--timeout", "0"], 2, "--timeout"),
        (["stauts"], 2, "stauts"),
    ])
    func `what is wrong is told in one line with its name, and the exit code tells the kind`(
        arguments: [String], status: Int, hint: String
    ) async throws {
        let node = try await Self.shelf()
        let (ended, output) = try await node.tool(arguments)
        #expect(ended == status, "\(output)")
        let first = output.prefix { $0 != "\n" }
        #expect(first.hasPrefix("error: ") && first.contains(hint), "\(output)")
        #expect(node.isRunning)
    }
}
