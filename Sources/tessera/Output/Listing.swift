/// Names and values, one a line, the values aligned.
enum Listing {
    static func text(_ lines: [(name: String, value: String)]) -> String {
        let width = lines.map { TerminalText.width(TerminalText.printable($0.name)) }.max() ?? 0
        return lines.map { line in
            TerminalText.padded(TerminalText.printable(line.name), columnCount: width) + "  "
                + TerminalText.printable(line.value) + "\n"
        }.joined()
    }
}
