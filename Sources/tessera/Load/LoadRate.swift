internal import ArgumentParser

/// Calls a second: a number, or a share of the measured peak.
enum LoadRate: Equatable, ExpressibleByArgument {
    case perSecond(Double)
    case ofPeak(Double)

    init?(argument: String) {
        let isShare = argument.hasSuffix("%")
        guard let number = Double(isShare ? String(argument.dropLast()) : argument), number > 0, number <= 10_000_000
        else { return nil }
        self = isShare ? .ofPeak(number / 100) : .perSecond(number)
    }

    /// `70 % of the peak`, `2,000 a second`
    var words: String {
        switch self {
        case .perSecond(let rate): Self.words(rate) + " a second"
        case .ofPeak(let share): Self.words(share * 100) + " % of the peak"
        }
    }

    /// A rate as people read it.
    static func words(_ rate: Double) -> String {
        rate >= 100 ? Figures.count(UInt64(rate.rounded())) : Figures.fixed(rate, digitCount: rate >= 10 ? 0 : 1)
    }
}
