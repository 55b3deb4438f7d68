internal import Folding

/// The lower-casing WordPiece tokenizer of BERT models: the same ids as Hugging Face `tokenizers` gives.
///
/// One pass over the text, which ends at the token limit: controls are dropped, Chinese characters stand alone, accents
/// are stripped, letters lower-cased, words split at blanks and punctuation, and each word cut into the longest tokens
/// that the vocabulary has. Letters that Unicode got after version 15 are not lower-cased.
public struct WordPiece: Sendable {
    public let vocabulary: WordPieceVocabulary
    /// Tokens of a text at most, `[CLS]` and `[SEP]` included; at least 3.
    public let tokenLimit: Int

    /// A word of more characters is unknown as a whole.
    static let wordCharacterCountMax = 100

    public init(vocabulary: WordPieceVocabulary, tokenLimit: Int) {
        precondition(tokenLimit >= 3)
        self.vocabulary = vocabulary
        self.tokenLimit = tokenLimit
    }

    /// `text` as the model reads it. Time grows with the text's length, whatever it holds.
    public func tokenize(_ text: String) -> TokenizedText {
        var writer = WordPieceWriter(vocabulary: vocabulary, tokenLimit: tokenLimit)
        let utf8 = text.utf8Span.span
        var place = 0
        while place < utf8.count && !writer.isFull {
            let byte = utf8[place]
            if byte >= 0x80 {
                let (scalar, byteCount) = Self.scalar(in: utf8, at: place)
                writer.add(scalar)
                place += byteCount
            } else if byte == UInt8(ascii: "["), let special = special(in: utf8, at: place) {
                writer.addSpecial(special.id)
                place += special.byteCount
            } else {
                writer.addASCII(byte)
                place += 1
            }
        }
        return writer.finish()
    }

    /// The special token that `utf8` spells at `place`.
    private func special(in utf8: Span<UInt8>, at place: Int) -> (id: Int32, byteCount: Int)? {
        for (bytes, id) in vocabulary.specials where bytes.count <= utf8.count - place {
            var length = 1
            while length < bytes.count && utf8[place + length] == bytes[length] { length += 1 }
            if length == bytes.count { return (id, length) }
        }
        return nil
    }

    /// The scalar that starts at `place` of valid UTF-8, and its length; `place` is not at ASCII.
    private static func scalar(in utf8: Span<UInt8>, at place: Int) -> (UInt32, Int) {
        let lead = UInt32(utf8[place])
        func tail(_ offset: Int) -> UInt32 { UInt32(utf8[place + offset]) & 0x3F }
        if lead < 0xE0 { return ((lead & 0x1F) << 6 | tail(1), 2) }
        if lead < 0xF0 { return ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3) }
        return ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
}
