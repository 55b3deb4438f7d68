import Gallery
import Ground
import Testing
import Vocabulary

struct CatalogueReaderTests {
    static func reader(
        _ text: String, _ format: CatalogueFormat, mapping: [CatalogueColumn: String] = [:]
    ) throws(CatalogueError) -> CatalogueReader {
        try CatalogueReader(MappedFile(holding: Array(text.utf8)), format: format, mapping: mapping)
    }

    static func entries(_ reader: CatalogueReader) -> [CatalogueEntry] {
        var reader = reader
        var entries: [CatalogueEntry] = []
        while let entry = reader.next() { entries.append(entry) }
        return entries
    }

    static func items(_ reader: CatalogueReader) throws -> [Item] {
        try entries(reader).map { entry in
            guard case .row(let row) = entry else { throw Refused(entry: entry) }
            return row.item
        }
    }

    struct Refused: Error { let entry: CatalogueEntry }

    @Test(arguments: CatalogueFormat.allCases, 0..<60 as Range<UInt64>)
    func `items that are written are read back equal`(format: CatalogueFormat, seed: UInt64) throws {
        var chance = CatalogueChance(state: seed)
        let items = (0..<20).map { chance.item($0, hasBreaks: format != .tsv) }
        let lineEnd = Bool.random(using: &chance) ? "\n" : "\r\n"
        let text = CatalogueWriter.text(items, format: format, lineEnd: lineEnd, isPython: seed % 2 == 1)
        let mark = Bool.random(using: &chance) ? "\u{FEFF}" : ""
        #expect(try Self.items(Self.reader(mark + text, format)) == items)
    }

    @Test(arguments: CatalogueFormat.allCases, 0..<10 as Range<UInt64>)
    func `reading on from any row gives the same rest`(format: CatalogueFormat, seed: UInt64) throws {
        var chance = CatalogueChance(state: seed)
        var text = CatalogueWriter.text(
            (0..<12).map { chance.item($0, hasBreaks: format != .tsv) }, format: format, lineEnd: "\n", isPython: false)
        // Bad rows and blank lines are part of the rest too.
        text += "\n\n\"bad\"row,\t{\n" + (text.split(separator: "\n").last ?? "") + "\n"
        let file = MappedFile(holding: Array(text.utf8))
        var reader = try CatalogueReader(file, format: format)
        let all = Self.entries(reader)
        var done = 0
        while true {
            let again = try CatalogueReader(file, format: format, from: reader.position)
            #expect(Self.entries(again) == Array(all[done...]))
            guard reader.next() != nil else { break }
            done += 1
        }
        #expect(done == all.count)
    }

    /// Each text with the rows that Python's `csv.reader` makes of it, header left out.
    @Test(arguments: [
        ("a,b\n1,x\n", [["1", "x"]]),
        ("a,b\r\n1,x\r\n2,y\r\n", [["1", "x"], ["2", "y"]]),
        ("a,b\n1,\"x,y\"\n", [["1", "x,y"]]),
        ("a,b\n1,\"x\ny\"\n2,z", [["1", "x\ny"], ["2", "z"]]),
        ("a,b\n1,\"x\r\ny\"\n2,z", [["1", "x\r\ny"], ["2", "z"]]),
        ("a,b\n1,\"say \"\"so\"\"\"\n", [["1", "say \"so\""]]),
        ("a,b\n1,\"\"\"\"\n", [["1", "\""]]),
        ("a,b\n1,\"\"\n", [["1", ""]]),
        ("a,b\n1,\n", [["1", ""]]),
        ("a,b\n1,x \"y\" z\n", [["1", "x \"y\" z"]]),
        ("a,b\n\n1,x\n\n\n2,y\n", [["1", "x"], ["2", "y"]]),
        ("a,b\n1,x\r2,y\r", [["1", "x"], ["2", "y"]]),
        ("a,b\n\"1\",\"\"\"x\"\",\n\"\"y\"\"\"\n", [["1", "\"x\",\n\"y\""]]),
        ("\"a\",\"b\"\n\"1\",'x'\n", [["1", "'x'"]]),
        ("a,b\n1,x'\"y\n", [["1", "x'\"y"]]),
    ])
    func `CSV is read as Python's csv module reads it`(text: String, rows: [[String]]) throws {
        let reader = try Self.reader(text, .csv, mapping: [.id: "a", .description: "b"])
        #expect(try Self.items(reader).map { [$0.id, $0.description] } == rows)
    }

    @Test func `lines are counted through quoted line breaks`() throws {
        let reader = try Self.reader("id,tags\n1,\"a\nb\"\n\n2,\"[\"\n3,c\n", .csv)
        let lines = Self.entries(reader).map { entry in
            switch entry {
            case .row(let row): row.line
            case .rejected(let row): row.line
            }
        }
        #expect(lines == [2, 5, 6])
    }

    @Test func `an unclosed quote costs its own line only`() throws {
        let reader = try Self.reader("id,tags\n1,\"oops\n2,b\n3,c\n", .csv)
        let entries = Self.entries(reader)
        #expect(entries.count == 3)
        #expect(
            entries[0]
                == .rejected(
                    RejectedRow(
                        line: 2, row: 0, column: "", columnNumber: 0,
                        reason: "the quote that opens at byte 10 of the file is not closed", rawText: "1,\"oops")))
    }

    @Test func `a quoted cell of a TSV is read without its quotes`() throws {
        let reader = try Self.reader("id\tdescription\n1\t\"a \"\"b\"\"\"\n2\t\"a\" and \"b\"\n3\t\"x\n", .tsv)
        #expect(try Self.items(reader).map(\.description) == ["a \"b\"", "\"a\" and \"b\"", "\"x"])
    }

    @Test func `JSON lines take numbers, nulls and lists in text`() throws {
        let reader = try Self.reader(
            #"{"id": 7, "url": null, "tags": "a|b", "author_id": 5, "detections": ["cat", {"label": "dog"}]}"#, .jsonl)
        #expect(
            try Self.items(reader) == [
                Item(
                    id: "7", tags: ["a", "b"], detections: [Detection(label: "cat"), Detection(label: "dog")],
                    authorId: "5")
            ])
    }

    @Test func `a key that comes late in JSON lines still counts`() throws {
        let early = (0..<150).map { "{\"id\": \"\($0)\"}\n" }.joined()
        let reader = try Self.reader(early + "{\"Author Id\": \"9\", \"id\": \"x\"}\n", .jsonl)
        #expect(try Self.items(reader).last == Item(id: "x", authorId: "9"))
    }

    @Test(
        arguments: [
            ("c.tsv", .tsv), ("/a.b/c.TAB", .tsv), ("x.csv", .csv), ("x.y.jsonl", .jsonl), ("x.ndjson", .jsonl),
            ("x.gz", nil),
            ("csv.d/x", nil),
        ] as [(String, CatalogueFormat?)])
    func `the end of a file's name tells its format`(name: String, format: CatalogueFormat?) {
        #expect(CatalogueFormat(fileName: name) == format)
    }
}
