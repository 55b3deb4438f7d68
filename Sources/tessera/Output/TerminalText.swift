/// Text as a terminal shows it: how wide it is, where to cut it, and nothing in it that moves the cursor.
enum TerminalText {
    /// `text` on one line: white space becomes a space, other control characters U+FFFD, so that no catalogue can
    /// speak to the terminal.
    static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar.properties.isWhitespace, .lineSeparator, .paragraphSeparator: result.append(" ")
            case .control, .surrogate, .unassigned: result.append("\u{FFFD}")
            // Marks that turn the direction of text could show a line in another order than it has.
            case .format where scalar.properties.isBidiControl: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Columns that `text`, which is printable, takes.
    static func width(_ text: String) -> Int {
        text.reduce(0) { $0 + width($1) }
    }

    /// Columns of one character: 2 for East Asian wide ones and emoji, 0 for what joins the one before.
    static func width(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        let hasEmojiSelector = character.unicodeScalars.contains("\u{FE0F}")
        if hasEmojiSelector, first.properties.isEmoji, first.value > 0xFF { return 2 }
        if first.properties.isEmojiPresentation || isWide(first.value) { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }

    /// The blocks of Unicode's East Asian Width W and F.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
            0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD:
            true
        default: false
        }
    }

    /// The printable form of `text`, cut with an ellipsis so that it takes at most `columnCount` columns.
    static func cut(_ text: String, columnCount: Int) -> String {
        let text = printable(text)
        guard width(text) > columnCount else { return text }
        guard columnCount > 0 else { return "" }
        var result = ""
        var used = 1
        for character in text {
            used += width(character)
            if used > columnCount { break }
            result.append(character)
        }
        return result + "…"
    }

    /// `text`, which is printable, with spaces after it up to `columnCount` columns.
    static func padded(_ text: String, columnCount: Int) -> String {
        text + String(repeating: " ", count: max(0, columnCount - width(text)))
    }
}
