internal import Loading
internal import Vocabulary

/// All that a run of the load tester saw.
struct LoadReport {
    /// Percentiles that tables show.
    static let percentiles = [50.0, 90, 99, 99.9, 100]

    /// What was put under load, and how, in words.
    var name: String
    var startMicroseconds: UInt64
    /// What was asked for, as names and values.
    var facts: [(name: String, value: String)]
    var steps: [LoadStep] = []
    /// The promise about latency, in words; empty: none was named.
    var goal = ""
    /// Calls a second at which the promise was still kept; nil when it was not looked for, or never kept.
    var sustainedRate: Double?
    /// True when it was broken off.
    var wasInterrupted = false
    /// Processes that ended before their share was done, in words.
    var losses: [String] = []

    /// What a reader should know besides the figures.
    var notes: [String] {
        var notes: [String] = []
        if wasInterrupted { notes.append("the run was broken off; this is what it had measured by then") }
        for loss in losses { notes.append("\(loss): its share is missing, and the run ended there") }
        for step in steps where step.span.isLimitedByTester {
            let late = LoadText.milliseconds(step.span.lateness.microseconds(atPercentile: 99))
            let place = step.span.isLimitedAsWhole ? "" : " in one of its parts"
            notes.append(
                "\(step.name): the tester was the limit\(place) (99 % of the calls began within \(late) ms of their "
                    + "schedule, a thread used \(LoadText.percent(step.span.ownLoad)) of a core); the server may "
                    + "be faster than this shows")
        }
        if !goal.isEmpty {
            if let sustainedRate {
                notes.append("\(goal): kept up to \(LoadRate.words(sustainedRate)) calls a second")
            } else if steps.contains(where: { $0.keepsGoal == true }) {
                notes.append("\(goal): kept")
            } else if steps.contains(where: { $0.keepsGoal == false }) {
                notes.append("\(goal): never kept")
            }
        }
        return notes
    }

    func text(columnCount: Int?) -> String {
        var text = name + "\n"
        for fact in facts { text += "  \(fact.name): \(fact.value)\n" }
        var table = Table(headings: [
            ("", .left), ("offered/s", .right), ("answered/s", .right), ("refused", .right), ("late", .right),
            ("failed", .right), ("p50 ms", .right), ("p90 ms", .right), ("p99 ms", .right), ("p99.9 ms", .right),
            ("max ms", .right), ("recall", .right),
        ])
        for step in steps {
            let span = step.span
            func share(_ outcome: LoadOutcome) -> String {
                span.callCount == 0 ? "" : LoadText.percent(Double(span[outcome]) / Double(span.callCount))
            }
            let latency = span.latency
            table.rows.append(
                [
                    step.name, LoadRate.words(span.offered), LoadRate.words(span.goodput), share(.refused),
                    share(.late), share(.failed),
                ] + Self.percentiles.map { LoadText.milliseconds(latency.microseconds(atPercentile: $0)) }
                    + [span.recall.map { Figures.fixed($0, digitCount: 4) } ?? ""])
        }
        text += "\n" + table.text(columnCount: columnCount)
        for step in steps {
            let lines = step.marks.map(\.words) + Self.details(of: step.span)
            if !lines.isEmpty { text += "\n\(step.name)\n" + lines.map { "  \($0)\n" }.joined() }
        }
        for note in notes { text += "\nnote: \(note)\n" }
        return text
    }

    /// Kinds of calls, stages, coverage and errors of a phase.
    private static func details(of span: LoadSpan) -> [String] {
        var lines: [String] = []
        if span.tallies.count > 1 {
            for tally in span.tallies where tally.callCount > 0 {
                lines.append(
                    "\(tally.name): \(Figures.count(tally.callCount)) calls, \(Figures.count(tally[.answered])) "
                        + "answered, p50 \(LoadText.milliseconds(tally.latency.microseconds(atPercentile: 50))) ms, "
                        + "p99 \(LoadText.milliseconds(tally.latency.microseconds(atPercentile: 99))) ms")
            }
        }
        if span.stagedCount > 0 {
            let stages = span.stages.filter { $0.microsecondSum > 0 }.map {
                "\($0.name) \(Figures.fixed($0.microsecondSum / Double(span.stagedCount), digitCount: 0))"
            }
            lines.append("µs by stage in the server, mean: " + stages.joined(separator: ", "))
        }
        if span.recallCount > 0 {
            let share = Double(span.recallCount) / Double(max(1, span.callCount))
            lines.append(
                "recall: of \(Figures.count(span.recallCount)) answers, \(LoadText.percent(share)) of the calls")
        }
        if let coverage = span.coverage, coverage < 1 {
            lines.append(
                "coverage: mean \(LoadText.percent(coverage)), least \(LoadText.percent(span.coverageMin))")
        }
        for (error, count) in span.errors.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            lines.append("\(error): \(Figures.count(count))")
        }
        return lines
    }
}
