/// A text that equals another one only when their bytes are the same. Swift's own strings are equal, as keys too, when
/// they look the same: an é may be one character or an e and an accent.
public struct ExactText: Hashable, Sendable {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // No byte of UTF-8: ends the text.
        hasher.combine(UInt8(0xFF))
    }
}
