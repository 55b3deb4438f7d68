import Gallery
import Ground
import Testing
import Vocabulary

struct CatalogueRejectionTests {
    /// A bad row between two good ones, and what is said of it.
    struct BadRow: Sendable, CustomTestStringConvertible {
        var format: CatalogueFormat
        var bytes: [UInt8]
        var column: String
        var columnNumber: Int
        var reason: String
        var testDescription: String { "\(format) \(String(decoding: bytes.prefix(40), as: UTF8.self))" }

        init(_ format: CatalogueFormat, _ text: String, _ column: String, _ columnNumber: Int, _ reason: String) {
            self.init(format, Array(text.utf8), column, columnNumber, reason)
        }

        init(_ format: CatalogueFormat, _ bytes: [UInt8], _ column: String, _ columnNumber: Int, _ reason: String) {
            self.format = format
            self.bytes = bytes
            self.column = column
            self.columnNumber = columnNumber
            self.reason = reason
        }
    }

    static let long = String(repeating: "x", count: 129)
    static let manyTags = "[" + (0...1_024).map { "'\($0)'" }.joined(separator: ",") + "]"

    static let badRows: [BadRow] = [
        BadRow(.tsv, "1\tu", "", 0, "2 cells where the header has 4"),
        BadRow(.tsv, "1\tu\ta\t[]\tmore", "", 0, "5 cells where the header has 4"),
        BadRow(.tsv, "\tu\ta\t[]", "id", 1, "it is empty"),
        BadRow(.tsv, "  \tu\ta\t[]", "id", 1, "it is empty"),
        BadRow(.tsv, "\(long)\tu\ta\t[]", "id", 1, "129 bytes; at most 128 are allowed"),
        BadRow(.tsv, [0x31, 0x09, 0x75, 0x09, 0xC3, 0x28, 0x09], "tags", 3, "not UTF-8 at byte 35 of the file"),
        BadRow(.tsv, [0x31, 0x09, 0x75, 0x00, 0x09, 0x61, 0x09], "url", 2, "a NUL at byte 34 of the file"),
        BadRow(.tsv, "1\tu\t['a'\t", "tags", 3, "not a list: what opens at byte 0 of the cell is not closed"),
        BadRow(.tsv, "1\tu\t['a' 'b']\t", "tags", 3, "not a list: a comma or ] should stand at byte 5 of the cell"),
        BadRow(.tsv, "1\tu\t['\\x0']\t", "tags", 3, "not a list: the escape at byte 2 of the cell is no character"),
        BadRow(.tsv, "1\tu\t['\\x00']\t", "tags", 3, "not a list: a NUL at byte 2 of the cell"),
        BadRow(.tsv, "1\tu\t[[1]]\t", "tags", 3, "a list stands where a string should"),
        BadRow(.tsv, "1\tu\t\(manyTags)\t", "tags", 3, "1025 elements; at most 1024 are allowed"),
        BadRow(
            .tsv, "1\tu\t\(String(repeating: "y", count: 257))\t", "tags", 3, "257 bytes; at most 256 are allowed"),
        BadRow(
            .tsv, "1\tu\ta\t[{\"label\": 1.5}", "detections", 4,
            "not JSON: line 1, column 15: ']' expected near end of file"),
        BadRow(.tsv, "1\tu\ta\t[{\"score\": 0.5}]", "detections", 4, "the label of a detection is missing"),
        BadRow(.tsv, "1\tu\ta\t[{\"label\": \"x\", \"score\": 2}]", "detections", 4, "2.0 is not between 0.0 and 1.0"),
        BadRow(
            .tsv, "1\tu\ta\t[{\"label\": \"x\", \"box\": [0, 1]}]", "detections", 4,
            "a list of 2 stands where four numbers should"),
        BadRow(.csv, "1,u,\"a\"b,[]", "tags", 3, "text after the closing quote at byte 38 of the file"),
        BadRow(.jsonl, "[1]", "", 0, "a list stands where an object should"),
        BadRow(
            .jsonl, "{\"id\": 1, \"id\": 2}", "", 0,
            "not JSON: line 1, column 14: a key stands twice in one object near '\"id\"'"),
        BadRow(.jsonl, "{\"id\": 1.5}", "id", 1, "a number with a fraction or exponent stands where an id should"),
        BadRow(.jsonl, "{\"tags\": []}", "id", 0, "the id is missing"),
        BadRow(.jsonl, "{\"id\": 1, \"tags\": {\"a\": 1}}", "tags", 2, "an object stands where a list should"),
        BadRow(.jsonl, "{\"id\": 1, \"url\": true}", "url", 2, "a truth value stands where a string should"),
    ]

    @Test(arguments: badRows)
    func `a bad row is told with line and column while the rest goes on`(bad: BadRow) throws {
        let good: [String] =
            switch bad.format {
            case .jsonl: ["{\"id\": \"good\"}", "{\"id\": \"last\"}"]
            case .csv: ["id,url,tags,detections\ngood,,,", "last,,,"]
            case .tsv, .tsvQuoted: ["id\turl\ttags\tdetections\ngood\t\t\t", "last\t\t\t"]
            }
        let bytes = Array(good[0].utf8) + [0x0A] + bad.bytes + [0x0A] + Array(good[1].utf8) + [0x0A]
        let entries = CatalogueReaderTests.entries(
            try CatalogueReader(MappedFile(holding: bytes), format: bad.format))
        let line = bad.format == .jsonl ? 2 : 3
        #expect(entries.count == 3)
        #expect(
            entries[1]
                == .rejected(
                    RejectedRow(
                        line: line, row: 1, column: bad.column, columnNumber: bad.columnNumber, reason: bad.reason,
                        rawText: String(decoding: bad.bytes, as: UTF8.self))))
        guard case .row(let last) = entries[2] else {
            Issue.record("the row after the bad one is lost")
            return
        }
        #expect(last.item.id == "last" && last.row == 2)
    }

    @Test(arguments: CatalogueFormat.allCases)
    func `a row past the limit is refused and the next one read`(format: CatalogueFormat) throws {
        let long = String(repeating: "x", count: 4 << 20)
        let text = format == .jsonl ? "{\"id\":1}\n{\"id\":\"\(long)\"}\n{\"id\":2}\n" : "id\n1\n\"\(long)\"\n2\n"
        let entries = CatalogueReaderTests.entries(try CatalogueReaderTests.reader(text, format))
        guard entries.count == 3, case .rejected(let row) = entries[1] else {
            Issue.record("\(entries.count) entries")
            return
        }
        #expect(row.reason == "the row has more than 4194304 bytes")
        #expect(row.rawText.utf8.count == 64 << 10)
    }
}
