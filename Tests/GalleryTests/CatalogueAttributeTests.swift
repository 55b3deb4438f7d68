import Gallery
import Ground
import Testing
import Vocabulary

/// Columns of catalogues that become attributes.
struct CatalogueAttributeTests {
    private static func reader(
        _ text: String, _ format: CatalogueFormat, _ attributes: [CatalogueAttribute]
    ) throws(CatalogueError) -> CatalogueReader {
        try CatalogueReader(MappedFile(holding: Array(text.utf8)), format: format, attributes: attributes)
    }

    private static func values(_ cell: String, _ kind: CatalogueAttribute.Kind? = nil) throws -> [Attribute.Value?] {
        let reader = try reader("id\tn\na\t\(cell)\n", .tsv, [CatalogueAttribute(name: "n", kind: kind)])
        return try CatalogueReaderTests.items(reader)[0].attributes.map(\.value)
    }

    @Test(
        arguments: [
            ("7", .integer(7)), ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .real(0x1p63)),
            ("1.5", .real(1.5)), ("1e3", .real(1_000)), ("true", .flag(true)), ("false", .flag(false)),
            ("True", .text("True")), ("nan", .text("nan")), ("0x10", .text("0x10")), ("1e999", .text("1e999")),
            ("1990-05", .text("1990-05")), ("cc0", .text("cc0")), ("  a b ", .text("a b")),
        ] as [(String, Attribute.Value)])
    func `a cell becomes what it looks like`(cell: String, value: Attribute.Value) throws {
        #expect(try Self.values(cell) == [value])
    }

    @Test func `a kind makes of a cell what it says`() throws {
        #expect(try Self.values("7", .text) == [.text("7")])
        #expect(try Self.values("7", .real) == [.real(7)])
        #expect(try Self.values("7", .integer) == [.integer(7)])
        #expect(try Self.values("true", .flag) == [.flag(true)])
    }

    @Test func `an empty cell gives no attribute`() throws {
        for kind in [nil] + CatalogueAttribute.Kind.allCases { #expect(try Self.values(" ", kind) == []) }
    }

    @Test(
        arguments: [("x", .integer), ("1.5", .integer), ("x", .real), ("nan", .real), ("1", .flag)]
            as [(String, CatalogueAttribute.Kind)])
    func `a cell of another kind rejects its row`(cell: String, kind: CatalogueAttribute.Kind) throws {
        let reader = try Self.reader("id\tn\na\t\(cell)\n", .tsv, [CatalogueAttribute(name: "n", kind: kind)])
        guard case .rejected(let row) = CatalogueReaderTests.entries(reader)[0] else {
            Issue.record("taken")
            return
        }
        #expect(row.column == "n")
    }

    @Test func `values of JSON lines keep their kinds, and need not be there`() throws {
        let text = """
            {"id": "a", "year": 1990, "size": 2.5, "public": true, "code": "x"}
            {"id": "b", "year": null}
            """
        let names = ["year", "size", "public", "code"].map { CatalogueAttribute(name: $0) }
        let items = try CatalogueReaderTests.items(Self.reader(text, .jsonl, names))
        #expect(
            items[0].attributes == [
                Attribute(name: "year", value: .integer(1990)), Attribute(name: "size", value: .real(2.5)),
                Attribute(name: "public", value: .flag(true)), Attribute(name: "code", value: .text("x")),
            ])
        #expect(items[1].attributes == [])
    }

    @Test func `a column may be both a part of the item and an attribute, and is not ignored then`() throws {
        let attributes = [CatalogueAttribute(name: "user"), CatalogueAttribute(name: "year")]
        let reader = try Self.reader("id,user,year,rest\na,me,5,x\n", .csv, attributes)
        #expect(reader.header.ignoredNames == ["rest"])
        let item = try CatalogueReaderTests.items(reader)[0]
        #expect(item.authorName == "me")
        #expect(item.attributes.map(\.name) == ["user", "year"])
    }

    @Test func `a column that is not there is told`() {
        #expect(throws: CatalogueError.noAttributeColumn(name: "year", header: ["id", "n"])) {
            try Self.reader("id,n\na,1\n", .csv, [CatalogueAttribute(name: "year")])
        }
    }
}
