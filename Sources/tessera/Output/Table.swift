/// Rows under headings, columns aligned, texts cut to what is left of the line.
struct Table {
    enum Alignment { case left, right }

    var headings: [(text: String, alignment: Alignment)]
    var rows: [[String]] = []

    /// The table as lines.
    ///
    /// - Parameter columnCount: width of the terminal, which folds the lines when even cut texts leave too little for
    ///   the numbers; nil: nothing is cut.
    func text(columnCount: Int?) -> String {
        let rows = rows.map { $0.map(TerminalText.printable) }
        var widths = headings.map { TerminalText.width($0.text) }
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], TerminalText.width(cell)) }
        }
        if let columnCount { fit(&widths, columnCount: columnCount) }
        var lines = [line(headings.map(\.text), widths: widths)]
        for row in rows { lines.append(line(row, widths: widths)) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Takes what is too much from the widest text, the last one among equals; none gets narrower than 4. Numbers stay
    /// whole, since a part of one is another.
    private func fit(_ widths: inout [Int], columnCount: Int) {
        let texts = widths.indices.filter { headings[$0].alignment == .left }
        let spare = texts.map { max(0, widths[$0] - 4) }.reduce(0, +)
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - columnCount
        guard excess <= spare else { return }
        while excess > 0, let width = texts.map({ widths[$0] }).max(),
            let widest = texts.last(where: { widths[$0] == width })
        {
            widths[widest] -= 1
            excess -= 1
        }
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let cell = TerminalText.cut(cell, columnCount: widths[column])
            let isLast = column == cells.count - 1
            let space = String(repeating: " ", count: max(0, widths[column] - TerminalText.width(cell)))
            switch headings[column].alignment {
            case .left: line += isLast ? cell : cell + space
            case .right: line += space + cell
            }
            if !isLast { line += "  " }
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
