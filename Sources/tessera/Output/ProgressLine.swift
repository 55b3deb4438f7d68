internal import Ground

/// A line on standard error that tells how far something is: drawn again and again on a terminal, else written now and
/// then.
struct ProgressLine {
    private static let barColumnCount = 24

    let isTerminal: Bool
    /// Nothing is shown: a program reads the output, and nobody looks.
    private let isSilent: Bool
    /// Between two lines where there is no terminal.
    private let quietMicroseconds: UInt64
    private var lastShown: MonotonicTime
    private var isDrawn = false

    /// - Parameter isForPeople: false when the result is for a program, which is then spared lines besides it.
    init(quietSeconds: UInt64, isForPeople: Bool = true, isTerminal: Bool = Terminal.errorIsTerminal) {
        self.isTerminal = isTerminal
        isSilent = !isForPeople && !isTerminal
        quietMicroseconds = quietSeconds * 1_000_000
        lastShown = .now
    }

    /// Shows `text`, made only then, unless something was shown a moment ago.
    mutating func show(at now: MonotonicTime = .now, _ text: () -> String) {
        guard !isSilent, now.microseconds(since: lastShown) >= (isTerminal ? 100_000 : quietMicroseconds) else {
            return
        }
        lastShown = now
        if isTerminal {
            isDrawn = true
            Output.draw("\r" + TerminalText.cut(text(), columnCount: (Terminal.columnCount ?? 80) - 1) + "\u{1B}[K")
        } else {
            Output.writeError(TerminalText.printable(text()))
        }
    }

    /// Takes the drawn line away, so that others can be written.
    mutating func clear() {
        guard isDrawn else { return }
        isDrawn = false
        Output.draw("\r\u{1B}[K")
    }

    /// `[######..................] 25 %`; without a terminal, the share alone.
    ///
    /// - Parameter share: 0...1; what lies beyond is cut.
    func bar(_ share: Double) -> String {
        let share = share.isFinite ? min(max(share, 0), 1) : 0
        let percent = "\(Int(share * 100)) %"
        guard isTerminal else { return percent }
        let filled = Int(share * Double(Self.barColumnCount))
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: ".", count: Self.barColumnCount - filled) + "] " + percent
    }
}
