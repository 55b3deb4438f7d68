internal import Gallery
internal import Ground

/// Shows on standard error how far an import is.
struct ProgressDisplay {
    /// Rows that were done when this run began.
    let startRow: Int
    let startByteOffset: Int
    let byteCount: Int
    let start: MonotonicTime
    private var line: ProgressLine

    init(startRow: Int, startByteOffset: Int, byteCount: Int, isTerminal: Bool = Terminal.errorIsTerminal) {
        self.startRow = startRow
        self.startByteOffset = startByteOffset
        self.byteCount = byteCount
        start = .now
        line = ProgressLine(quietSeconds: 10, isTerminal: isTerminal)
    }

    /// Shows `point`, unless something was shown a moment ago.
    mutating func show(_ point: ImportResumePoint) {
        let now = MonotonicTime.now
        let display = self
        line.show(at: now) { display.text(point, now: now) }
    }

    /// Takes the drawn line away, so that others can be written.
    mutating func clear() { line.clear() }

    /// `[######..................] 25 %  1,865 rows, 3 rejected, 612 rows/s, 0:09 left`
    func text(_ point: ImportResumePoint, now: MonotonicTime) -> String {
        let share = byteCount > 0 ? Double(point.position.byteOffset) / Double(byteCount) : 0
        let seconds = Double(now.microseconds(since: start)) / 1e6
        let rowsPerSecond = seconds > 0 ? Double(point.position.row - startRow) / seconds : 0
        var text = line.bar(share) + "  " + Figures.rows(point.position.row)
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
