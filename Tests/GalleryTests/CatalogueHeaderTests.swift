import Gallery
import Ground
import Testing

struct CatalogueHeaderTests {
    @Test func `the columns of a stock catalogue are understood`() throws {
        let header = try CatalogueHeader(names: [
            "row number", "id", "url", "description", "author id", "author name", "similar ids", "tags",
        ])
        #expect(header.columns == [nil, .id, .url, .description, .authorId, .authorName, .similarIds, .tags])
        #expect(header.ignoredNames == ["row number"])
    }

    @Test(
        arguments: [
            ("#", nil), ("row", nil), ("Image ID", .id), ("IMAGE-URL", .url), ("Caption", .description),
            ("author.name", .authorName), ("Photographer", .authorName), ("similarIds", .similarIds),
            ("Keywords", .tags),
            ("detected_objects", .detections), ("licence", nil),
        ] as [(String, CatalogueColumn?)])
    func `spellings do not matter`(name: String, column: CatalogueColumn?) throws {
        let names = column == .id ? [name] : ["id", name]
        #expect(try CatalogueHeader(names: names).columns.last == column)
    }

    @Test func `a column's own name wins over its other spellings`() throws {
        let header = try CatalogueHeader(names: ["id", "keywords", "tags", "title", "description"])
        #expect(header.columns == [.id, nil, .tags, nil, .description])
    }

    @Test func `a mapping wins over every spelling`() throws {
        let header = try CatalogueHeader(names: ["id", "tags", "labels"], mapping: [.tags: "labels"])
        #expect(header.columns == [.id, nil, .tags])
    }

    @Test func `a name that a mapping misses is refused with the header`() {
        #expect(throws: CatalogueError.noSuchColumn(name: "words", column: .tags, header: ["id", "tags"])) {
            try CatalogueHeader(names: ["id", "tags"], mapping: [.tags: "words"])
        }
    }

    @Test func `two names that mean the same equally well are refused`() {
        #expect(throws: CatalogueError.ambiguousColumn(.tags, names: ["tags", "Tags"])) {
            try CatalogueHeader(names: ["id", "tags", "Tags"])
        }
    }

    @Test func `a mapping of two columns to one name is refused`() {
        #expect(throws: CatalogueError.ambiguousColumn(.tags, names: ["words"])) {
            try CatalogueHeader(names: ["id", "words"], mapping: [.description: "words", .tags: "words"])
        }
    }

    @Test func `a header without ids is refused and shown`() {
        #expect(throws: CatalogueError.noIdColumn(header: ["url", "tags"])) {
            try CatalogueReaderTests.reader("url\ttags\nx\ty\n", .tsv)
        }
        #expect(CatalogueError.noIdColumn(header: ["url", "tags"]).description.contains("'url', 'tags'"))
    }

    @Test(arguments: CatalogueFormat.allCases, ["", "\n\r\n\n", "\u{FEFF}"])
    func `an empty file is refused`(format: CatalogueFormat, text: String) {
        #expect(throws: CatalogueError.empty) { try CatalogueReaderTests.reader(text, format) }
    }

    @Test(arguments: ["id,url", "id,url\n", "id,url\r\n\r\n"])
    func `a header without rows is refused`(text: String) {
        #expect(throws: CatalogueError.headerOnly(header: ["id", "url"])) {
            try CatalogueReaderTests.reader(text, .csv)
        }
    }

    @Test func `a header that is not UTF-8 is refused with the place`() {
        let file = MappedFile(holding: Array("id\turl".utf8) + [0xFF, 0x0A, 0x31])
        #expect(throws: CatalogueError.badHeader(.notUTF8(byteOffset: 6))) { try CatalogueReader(file, format: .tsv) }
    }

    @Test func `JSON lines without one good object are refused`() {
        #expect { try CatalogueReaderTests.reader("[1]\nnope\n", .jsonl) } throws: {
            $0 as? CatalogueError == .badHeader(.wrongKind("a list", expected: "an object"))
        }
    }

    @Test(arguments: [-1, 0, 3, 9, 100])
    func `a place inside a row is no place to go on at`(byteOffset: Int) {
        let file = MappedFile(holding: Array("id\turl\n1\tx\n2\ty\n".utf8))
        let place = CataloguePosition(byteOffset: byteOffset, line: 2, row: 0)
        #expect(throws: CatalogueError.badPosition(byteOffset: byteOffset, byteCount: 15)) {
            try CatalogueReader(file, format: .tsv, from: place)
        }
    }
}
