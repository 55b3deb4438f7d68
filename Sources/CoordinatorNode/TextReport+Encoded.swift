internal import Encoding
internal import Vocabulary

extension TextReport {
    /// How well `encoder` knew a text.
    init(_ text: EncodedText, encoder: String) {
        self.init(
            encoder: encoder, tokenCount: UInt32(text.tokenCount), truncated: text.isTruncated,
            unknownShare: text.unknownShare)
    }
}
