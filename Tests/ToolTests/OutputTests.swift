import Gallery
import Ground
import Testing
import Vocabulary

@testable import tessera

struct OutputTests {
    @Test(arguments: [
        ("abc", 3), ("é", 1), ("e\u{301}", 1), ("字", 2), ("한글", 4), ("😀", 2), ("👩‍👩‍👧", 2), ("❤️", 2), ("ｱ", 1),
        ("Ａ", 2), ("🇩🇪", 2), ("", 0),
    ])
    func `text is as wide as a terminal shows it`(text: String, columnCount: Int) {
        #expect(TerminalText.width(text) == columnCount)
    }

    @Test(arguments: [("abcdef", 4, "abc…"), ("字字字", 4, "字…"), ("字字字", 6, "字字字"), ("ab", 2, "ab"), ("ab", 0, "")])
    func `text is cut by columns`(text: String, columnCount: Int, cut: String) {
        #expect(TerminalText.cut(text, columnCount: columnCount) == cut)
    }

    @Test func `a catalogue cannot speak to the terminal`() {
        #expect(TerminalText.printable("a\u{1B}[31m\nb\u{9B}\u{202E}") == "a\u{FFFD}[31m b\u{FFFD}\u{FFFD}")
    }

    @Test func `columns stay aligned beside wide characters`() {
        var table = Table(headings: [("id", .left), ("n", .right), ("text", .left)])
        table.rows = [["字", "1", "x"], ["abc", "20", "y"]]
        #expect(table.text(columnCount: nil) == "id    n  text\n字    1  x\nabc  20  y\n")
    }

    @Test(arguments: [20, 30, 60])
    func `no line of a table is wider than the terminal`(columnCount: Int) {
        var table = Table(headings: [("#", .right), ("url", .left), ("description", .left)])
        table.rows = [["1", String(repeating: "u", count: 50), String(repeating: "字", count: 40)]]
        for line in table.text(columnCount: columnCount).split(separator: "\n") {
            #expect(TerminalText.width(String(line)) <= columnCount)
        }
    }

    @Test(arguments: [(5, "description"), (18, "description"), (19, "des…"), (26, "description")])
    func `a number of a table is never cut`(columnCount: Int, name: String) {
        var table = Table(headings: [("field", .left), ("items", .right), ("bytes", .right)])
        table.rows = [["description", "7,397", "409 kB"]]
        let row = table.text(columnCount: columnCount).split(separator: "\n")[1]
        #expect(row == "\(name)  7,397  409 kB")
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] as [(UInt64, String)])
    func `counts have commas`(number: UInt64, text: String) {
        #expect(Figures.count(number) == text)
    }

    @Test(arguments: [
        (0.0, 3, "0.000"), (0.12345, 3, "0.123"), (-0.0004, 3, "0.000"), (-1.5, 1, "-1.5"), (2.5, 0, "3"),
        (0.05, 2, "0.05"),
    ])
    func `numbers have as many digits as asked for`(number: Double, digitCount: Int, text: String) {
        #expect(Figures.fixed(number, digitCount: digitCount) == text)
    }

    @Test(
        arguments: [
            (999, "999 B"), (1_000, "1.0 kB"), (12_345, "12 kB"), (999_950, "1.0 MB"), (5_400_000_000, "5.4 GB"),
        ]
            as [(UInt64, String)])
    func `bytes have units`(number: UInt64, text: String) {
        #expect(Figures.byteCount(number) == text)
    }

    @Test(arguments: [(7, "0:07"), (3_729, "1:02:09"), (90_061, "1 d 01:01:01")] as [(UInt64, String)])
    func `times read as clocks do`(seconds: UInt64, text: String) {
        #expect(Figures.time(seconds: seconds) == text)
    }

    @Test func `one text is no texts`() {
        #expect(Figures.texts(1) == "1 text")
        #expect(Figures.texts(6_705) == "6,705 texts")
    }

    @Test func `a moment is told in UTC`() {
        #expect(Figures.moment(microseconds: 1_000_000_000_000_000) == "2001-09-09 01:46:40 UTC")
    }

    @Test func `progress tells rate and time left of this run`() {
        let display = ProgressDisplay(startRow: 100, startByteOffset: 1_000, byteCount: 5_000, isTerminal: true)
        var point = ImportResumePoint(position: .init(byteOffset: 2_000, line: 301, row: 300))
        point.rejectedCount = 2
        let text = display.text(point, now: MonotonicTime(nanoseconds: display.start.nanoseconds + 2_000_000_000))
        #expect(text == "[#########...............] 40 %  300 rows, 2 rejected, 100 rows/s, 0:06 left")
    }

    @Test func `notes tell what an answer is worth`() {
        let found = Found(
            SearchResponse(
                coverage: 0.5, shortReason: .exhausted, texts: [TextReport(truncated: true, unknownShare: 0.8)]))
        #expect(found.notes(askedCount: 3).count == 4)
    }

    @Test(arguments: [([0.9, 0.8, 0.8], 0), ([0.8, 0.9], 1), ([], 0)] as [([Float], Int)])
    func `an order that is not that of the scores is explained`(scores: [Float], noteCount: Int) {
        let found = Found(SearchResponse(hits: scores.map { Hit(score: $0) }, coverage: 1))
        #expect(found.notes(askedCount: scores.count).count == noteCount)
    }

    @Test func `an error is one line, whatever it holds`() {
        let failure = CallFailure(.invalidArgument, "bad", "two\nlines", field: "fields[0]")
        #expect(TerminalText.printable(Ending.line(for: failure)) == "INVALID_ARGUMENT (bad) at fields[0]: two lines")
    }
}
