@testable import Encoding
import Testing
import Vocabulary

@Suite struct WordPieceTests {
    /// Ids from 0: [PAD] [UNK] [CLS] [SEP] [MASK] a ##a dragon ##s 龍 ! caf ##e
    static let lines = [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##a", "dragon", "##s", "龍", "!", "caf", "##e",
    ]

    static func tokenizer(tokenLimit: Int = 256, lineEnd: String = "\n") throws -> WordPiece {
        let file = lines.map { $0 + lineEnd }.joined()
        return WordPiece(
            vocabulary: try WordPieceVocabulary(bytes: Array(file.utf8), path: "test"), tokenLimit: tokenLimit)
    }

    @Test(
        arguments: [
            ("", []), ("  \t\n", []), ("Dragons", [7, 8]), ("DRAGON!", [7, 10]), ("a龍a", [5, 9, 5]),
            ("Café cafe\u{301}", [11, 12, 11, 12]), ("aaa", [5, 6, 6]), ("zebra", [1]), ("dragonz dragon", [1, 7]),
            ("a\u{200B}a", [5, 6]), ("a\u{7}a", [5, 6]), ("a\u{3000}a", [5, 5]), ("\u{301}\u{300}", []),
            ("!!", [10, 10]),
            ("a [MASK]a", [5, 4, 5]), ("[mask]", [1, 1, 1]),
        ] as [(String, [Int32])])
    func `a text is cut into the tokens that the table says`(pair: (String, [Int32])) throws {
        #expect(try Self.tokenizer().tokenize(pair.0).ids == [2] + pair.1 + [3])
    }

    @Test func `a vocabulary with carriage returns is the same vocabulary`() throws {
        #expect(try Self.tokenizer(lineEnd: "\r\n").tokenize("dragons!").ids == [2, 7, 8, 10, 3])
    }

    @Test func `a word of 100 characters is cut and one of 101 is unknown`() throws {
        let tokenizer = try Self.tokenizer()
        #expect(tokenizer.tokenize(String(repeating: "a", count: 100)).ids.count == 102)
        #expect(tokenizer.tokenize(String(repeating: "a", count: 101)).ids == [2, 1, 3])
    }

    @Test func `unknown tokens are counted`() throws {
        let text = try Self.tokenizer().tokenize("zebra dragon zebra 漢")
        #expect(text.unknownTokenCount == 3)
        #expect(text.tokenCount == 6)
    }

    @Test(arguments: [(2, false), (3, false), (4, true), (1_000, true)])
    func `a text is truncated when it has more tokens than the limit lets through`(pair: (Int, Bool)) throws {
        let text = String(repeating: "a ", count: pair.0)
        let found = try Self.tokenizer(tokenLimit: 5).tokenize(text)
        #expect(found.isTruncated == pair.1)
        #expect(found.ids.count == min(5, pair.0 + 2))
        #expect(found.ids.last == 3)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: ["a", "a ", "z", "龍", "é", "\u{301}", "\u{1D165}\u{1D16D}", "[", "[MAS", "\u{200B}", "aaaaz"])
    func `64 KiB of anything are read in linear time`(part: String) throws {
        let text = String(repeating: part, count: (64 << 10) / part.utf8.count)
        let found = try Self.tokenizer(tokenLimit: 1 << 20).tokenize(text)
        #expect(found.ids.count >= 2)
    }

    @Test(arguments: ["", "a\nb\n", "[CLS]\n[SEP]\n", "\u{0}\u{1}\u{2}"])
    func `a file without the special tokens is no vocabulary`(file: String) {
        let failure = #expect(throws: CallFailure.self) {
            try WordPieceVocabulary(bytes: Array(file.utf8), path: "some/vocab.txt")
        }
        #expect(failure?.reason == "vocabulary_malformed")
        #expect(failure?.message.contains("some/vocab.txt") == true)
    }

    @Test func `a missing vocabulary is told by its path and how to get it`() {
        let failure = #expect(throws: CallFailure.self) {
            try WordPieceVocabulary(contentsOfFile: "/nowhere/vocab.txt")
        }
        #expect(failure?.reason == "vocabulary_missing")
        #expect(failure?.message.contains("/nowhere/vocab.txt") == true)
        #expect(failure?.message.contains("make deps") == true)
    }
}
