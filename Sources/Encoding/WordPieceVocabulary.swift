internal import Foundation
internal import Ground
public import Vocabulary

/// The tokens of a WordPiece model and their ids.
public struct WordPieceVocabulary: Sendable {
    /// How many tokens there are; ids are `0..<count`.
    public let count: Int
    /// XXH3-64 of the file, for the encoder's fingerprint.
    public let hash: UInt64
    let unknownID: Int32
    let startID: Int32
    let endID: Int32
    /// Tokens that stand for themselves where a text spells them, `[MASK]` for example.
    let specials: [(bytes: [UInt8], id: Int32)]
    /// All tokens, with their ids as values.
    let tree: ByteTree
    /// The node under which a word's tokens after the first are found: they are written with `##` before them.
    let continuationRoot: Int32

    /// The vocabulary of a `vocab.txt`: a token a line, its id the line's number from 0.
    ///
    /// - Throws: `FAILED_PRECONDITION`: `vocabulary_missing`, `vocabulary_malformed`.
    public init(contentsOfFile path: String) throws(CallFailure) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw CallFailure(
                .failedPrecondition, "vocabulary_missing",
                "there is no readable vocabulary at \(path); `make deps` fetches it")
        }
        try self.init(bytes: [UInt8](data), path: path)
    }

    init(bytes: [UInt8], path: String) throws(CallFailure) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        var places: [[UInt8]: Int32] = [:]
        for name in names { places[Array(name.utf8)] = -1 }
        var tree = ByteTree(byteCount: bytes.count)
        for (index, line) in lines.enumerated() {
            let token = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            // An empty line takes an id and is no token.
            if token.isEmpty { continue }
            tree.setValue(Int32(index), at: tree.insert(token))
            if token.first == UInt8(ascii: "["), places[Array(token)] != nil { places[Array(token)] = Int32(index) }
        }
        let found = names.map { (bytes: Array($0.utf8), id: places[Array($0.utf8)] ?? -1) }
        guard found[1].id >= 0, found[2].id >= 0, found[3].id >= 0 else {
            throw CallFailure(
                .failedPrecondition, "vocabulary_malformed",
                "\(path) is no WordPiece vocabulary: it lacks one of the lines [UNK], [CLS], [SEP]")
        }
        count = lines.count
        hash = unsafe bytes.withUnsafeBytes { unsafe Hash.xxh3($0) }
        (unknownID, startID, endID) = (found[1].id, found[2].id, found[3].id)
        specials = found.filter { $0.id >= 0 }
        // Last, as it may add two nodes.
        continuationRoot = tree.insert("##".utf8)
        self.tree = tree
    }
}
