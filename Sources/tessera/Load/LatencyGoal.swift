internal import ArgumentParser
internal import Loading

/// A promise about latency: `p99=10ms`.
struct LatencyGoal: Equatable, ExpressibleByArgument {
    /// Of a hundred calls so many are answered within the time.
    let percentile: Double
    let milliseconds: Double

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("p"), parts[1].hasSuffix("ms"),
            let percentile = Double(parts[0].dropFirst()), percentile > 0, percentile < 100,
            let milliseconds = Double(parts[1].dropLast(2)), milliseconds > 0, milliseconds <= 60_000
        else { return nil }
        self.percentile = percentile
        self.milliseconds = milliseconds
    }

    /// Reads what `words` says.
    init?(words: String) {
        self.init(argument: words.replacing(" within ", with: "=").replacing(" ms", with: "ms"))
    }

    var words: String { "p\(LoadText.number(percentile)) within \(LoadText.number(milliseconds)) ms" }

    /// True when `span` keeps it: calls that were not answered in time count as ones that took for ever.
    func isKept(by span: LoadSpan) -> Bool {
        guard span.callCount > 0 else { return false }
        let missedShare = Double(span.callCount - span[.answered]) / Double(span.callCount)
        let left = 100 - percentile - missedShare * 100
        guard left >= 0 else { return false }
        let percentileOfAnswered = 100 - left / (1 - missedShare)
        return span.latency.microseconds(atPercentile: percentileOfAnswered) <= milliseconds * 1_000
    }
}
