import Gallery
import Vocabulary

/// Chance from a seed, and catalogues made of it.
struct CatalogueChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A text without white space at its ends; line breaks and tabs in it only if `hasBreaks`.
    mutating func text(hasBreaks: Bool) -> String {
        let marks: [String] =
            ["a", "Zebra", "\"", "\"\"", "'", ",", ";", "|", "\\", "[", "]", "é", "字", "😀", " ", "#", "None"]
            + (hasBreaks ? ["\n", "\r\n", "\t"] : [])
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &self) { text += marks.randomElement(using: &self)! }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return text
    }

    /// Texts that are not empty, for tags and ids.
    mutating func texts(hasBreaks: Bool) -> [String] {
        (0..<Int.random(in: 0...4, using: &self)).map { _ in text(hasBreaks: hasBreaks) }.filter { !$0.isEmpty }
    }

    mutating func item(_ number: Int, hasBreaks: Bool) -> Item {
        Item(
            id: "\(number)", url: "https://example.org/\(number)", description: text(hasBreaks: hasBreaks),
            tags: texts(hasBreaks: hasBreaks),
            detections: texts(hasBreaks: hasBreaks).map {
                Detection(label: $0, score: 0.5, box: Bool.random(using: &self) ? [0, 0.25, 0.5, 1] : [])
            },
            authorId: "\(number % 7)", authorName: text(hasBreaks: hasBreaks), similarIds: texts(hasBreaks: hasBreaks))
    }
}
