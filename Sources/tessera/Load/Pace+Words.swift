internal import Loading

extension LoadPhase.Pace {
    /// What reports and orders call it.
    var word: String {
        switch self {
        case .open(_, let spacing): spacing.rawValue
        case .closed: "closed"
        case .recorded: "recorded"
        }
    }

    /// Calls a second, or calls in flight; 0 of a recording.
    var number: Double {
        switch self {
        case .open(let rate, _): rate
        case .closed(let count): Double(count)
        case .recorded: 0
        }
    }

    /// - Parameter number: what `number` says, more than 0 but for a recording; it comes from a file.
    init?(word: String, number: Double) {
        if word == "recorded" {
            self = .recorded
            return
        }
        guard number > 0, number <= 1e12 else { return nil }
        if let spacing = ArrivalSchedule.Spacing(rawValue: word) {
            self = .open(perSecond: number, spacing: spacing)
        } else if word == "closed" {
            self = .closed(inFlight: max(1, Int(number)))
        } else {
            return nil
        }
    }

    /// `500 a second`, `64 in flight`, `as recorded`
    var words: String {
        switch self {
        case .open(let rate, _): "\(LoadRate.words(rate)) a second"
        case .closed(let count): "\(Figures.count(count)) in flight"
        case .recorded: "as recorded"
        }
    }

    /// What the phase is called that looks for the peak.
    var peakWords: String { "peak, \(words)" }
}
