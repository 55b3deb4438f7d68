import Encoding
import Foundation
import JSON
import Testing

/// Compares with what Hugging Face `tokenizers` gave, in the file that `Tests/Parity/make_tokens.py` writes.
@Suite(.enabled(if: ModelFiles.tokenParityPath != nil || ModelFiles.isRequired)) struct TokenParityTests {
    @Test func `every text has the ids that Hugging Face tokenizers give it`() throws {
        let path = try #require(
            ModelFiles.tokenParityPath, "TESSERA_TOKEN_PARITY must name the file of Tests/Parity/make_tokens.py")
        let vocabulary = try WordPieceVocabulary(contentsOfFile: ModelFiles.modelPath + "/vocab.txt")
        let tokenizer = WordPiece(vocabulary: vocabulary, tokenLimit: 256)
        let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count > 10_000)
        var offenders: [String] = []
        for line in lines {
            let reference = try JSONValue(parsing: [UInt8](line))
            let text = try #require(reference["text"]?.string)
            let ids = (try #require(reference["ids"]?.array)).compactMap(\.integer)
            let found = tokenizer.tokenize(text)
            if found.ids.map(Int64.init) != ids || found.isTruncated != reference["truncated"]?.bool {
                offenders.append("\(text.prefix(200).debugDescription)\n  \(ids.prefix(60))\n  \(found.ids.prefix(60))")
            }
        }
        #expect(
            offenders.count == 0,
            "\(offenders.count) of \(lines.count):\n\(offenders.prefix(8).joined(separator: "\n"))")
    }
}
