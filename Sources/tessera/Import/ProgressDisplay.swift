internal import Gallery
internal import Ground

/// Shows on standard error how far an import is: one line drawn again and again on a terminal, else a line now and
/// then.
struct ProgressDisplay {
    private static let barColumnCount = 24

    let isTerminal: Bool
    /// Rows that were done when this run began.
    let startRow: Int
    let startByteOffset: Int
    let byteCount: Int
    let start: MonotonicTime
    private var lastShown: MonotonicTime
    private var isDrawn = false

    init(startRow: Int, startByteOffset: Int, byteCount: Int, isTerminal: Bool = Terminal.errorIsTerminal) {
        self.isTerminal = isTerminal
        self.startRow = startRow
        self.startByteOffset = startByteOffset
        self.byteCount = byteCount
        start = .now
        lastShown = start
    }

    /// Shows `point`, unless something was shown a moment ago.
    mutating func show(_ point: ImportResumePoint) {
        let now = MonotonicTime.now
        guard now.microseconds(since: lastShown) >= (isTerminal ? 100_000 : 10_000_000) else { return }
        lastShown = now
        let line = text(point, now: now)
        if isTerminal {
            isDrawn = true
            Output.draw("\r" + TerminalText.cut(line, columnCount: (Terminal.columnCount ?? 80) - 1) + "\u{1B}[K")
        } else {
            Output.writeError(line)
        }
    }

    /// Takes the drawn line away, so that others can be written.
    mutating func clear() {
        guard isDrawn else { return }
        isDrawn = false
        Output.draw("\r\u{1B}[K")
    }

    /// `[######..................]  25 %  1,865 rows, 3 rejected, 612 rows/s, 0:09 left`
    func text(_ point: ImportResumePoint, now: MonotonicTime) -> String {
        let share = byteCount > 0 ? Double(point.position.byteOffset) / Double(byteCount) : 0
        let filled = Int(share * Double(Self.barColumnCount))
        let seconds = Double(now.microseconds(since: start)) / 1e6
        let rowsPerSecond = seconds > 0 ? Double(point.position.row - startRow) / seconds : 0
        var text = ""
        if isTerminal {
            text += "[" + String(repeating: "#", count: filled)
            text += String(repeating: ".", count: Self.barColumnCount - filled) + "] "
        }
        text += "\(Int(share * 100)) %  \(Figures.rows(point.position.row))"
        if point.rejectedCount > 0 { text += ", \(Figures.count(point.rejectedCount)) rejected" }
        text += ", \(Figures.count(Int(rowsPerSecond))) rows/s"
        let doneByteCount = point.position.byteOffset - startByteOffset
        if doneByteCount > 0 {
            let left = seconds * Double(byteCount - point.position.byteOffset) / Double(doneByteCount)
            text += ", \(Figures.time(seconds: UInt64(left.rounded(.up)))) left"
        }
        return text
    }
}
