import Gallery
import Testing
import Vocabulary

struct CatalogueListTests {
    @Test(
        arguments: [
            ("", []), ("[]", []), ("[ ]", []), ("None", []), ("null", []), ("  ", []),
            (#"["a", "b\u00e9\n", 3, null]"#, ["a", "bé", "3"]),
            (#"['a', "b's", 'c\'d', u'x', None]"#, ["a", "b's", "c'd", "x"]),
            (#"[u'x', U'y']"#, nil),
            (
                #"['a\nb', 'tab\there', 'back\\slash', '\x41\u00e9\U0001F600']"#,
                ["a\nb", "tab\there", #"back\slash"#, "Aé😀"]
            ),
            (#"['keeps \d as it is']"#, [#"keeps \d as it is"#]),
            (#"['trailing',]"#, ["trailing"]), (#"["double", 'and single']"#, ["double", "and single"]),
            (#"['a', ('b')]"#, nil), (#"['''a''']"#, nil), (#"['a'"#, nil), (#"['a'] x"#, nil), (#"[a, b]"#, nil),
            (#"[b'bytes']"#, nil), (#"['\ud83d']"#, nil), (#"['\101']"#, nil), (#"['\N{DASH}']"#, nil),
            (#"[1, 2.5, -3]"#, ["1", "2.5", "-3"]), (#"['', ' ', ' a ']"#, ["a"]),
            ("red, green,blue", ["red", "green", "blue"]), ("a|b, c|d;e", ["a", "b, c", "d;e"]),
            ("a; b, c", ["a", "b, c"]), ("one word", ["one word"]), (",,a,,", ["a"]), ("(c) 2010", ["(c) 2010"]),
        ] as [(String, [String]?)])
    func `a list cell is read by its rule`(cell: String, tags: [String]?) throws {
        let reader = try CatalogueReaderTests.reader("id\ttags\n1\t\(cell)\n", .tsv)
        switch CatalogueReaderTests.entries(reader).first {
        case .row(let row): #expect(row.item.tags == tags)
        case .rejected(let row): #expect(tags == nil, "\(row.reason)")
        case nil: Issue.record("no row was read")
        }
    }

    @Test func `detections as Python writes them are read`() throws {
        let reader = try CatalogueReaderTests.reader(
            "id\tdetections\n1\t[{'class': 'cat', 'confidence': 0.5, 'bbox': (0, 0.5, 1, 1.0)}]\n", .tsv)
        let item = try CatalogueReaderTests.items(reader)[0]
        #expect(item.detections.count == 1 && item.detections[0].label == "cat" && item.detections[0].score == 0.5)
        #expect(item.detections[0].box == [0, 0.5, 1, 1])
    }

    @Test func `detections as plain words are labels`() throws {
        let reader = try CatalogueReaderTests.reader("id\tdetections\n1\tcat; dog\n", .tsv)
        #expect(try CatalogueReaderTests.items(reader)[0].detections.map(\.label) == ["cat", "dog"])
    }

    @Test func `deep nesting is refused`() throws {
        let cell = String(repeating: "[", count: 5_000)
        let reader = try CatalogueReaderTests.reader("id\ttags\n1\t\(cell)\n", .tsv)
        guard case .rejected = CatalogueReaderTests.entries(reader).first else {
            Issue.record("it was read")
            return
        }
    }
}
