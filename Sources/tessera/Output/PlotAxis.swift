internal import Glibc

/// How values become places along one side of a plot, and which of them are named.
enum PlotAxis: Equatable {
    /// Evenly, from 0.
    case linear
    /// By factors: what is ten times as large lies as far again.
    case logarithmic
    /// Percentiles, by how many nines they have: 90, 99 and 99.9 are as far apart.
    case nines
    /// Evenly, from a round number below the least value to 1.
    case shares

    /// The place of `value` on a scale without bounds.
    func position(_ value: Double) -> Double {
        switch self {
        case .linear, .shares: value
        case .logarithmic: log10(max(value, 1e-9))
        case .nines: -log10(max(1 - value / 100, 1e-7))
        }
    }

    /// Round values that cover `values`, ascending; those outside of them by less than a step included.
    func ticks(_ values: [Double]) -> [Double] {
        guard let least = values.min(), let most = values.max() else { return [] }
        switch self {
        case .linear: return Self.evenTicks(most)
        case .logarithmic: return Self.factorTicks(max(least, 1e-6), max(most, 1e-6))
        case .shares: return Self.shareTicks(least)
        case .nines: return [0, 50, 90, 99, 99.9, 99.99, 99.999].filter { position($0) < position(most) + 0.7 }
        }
    }

    /// Multiples of 1, 2 or 5 times a power of ten, from 0 to the first one that is not below `most`; some five.
    private static func evenTicks(_ most: Double) -> [Double] {
        guard most > 0 else { return [0, 1] }
        let power = pow(10, log10(most / 5).rounded(.down))
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 * 6 >= most } ?? 10 * power
        return (0...Int((most / step - 1e-9).rounded(.up))).map { Double($0) * step }
    }

    private static func shareTicks(_ least: Double) -> [Double] {
        let floor = RecallPlot.floor(least)
        let step = 1 - floor > 0.5 ? 0.2 : 1 - floor > 0.21 ? 0.1 : 0.05
        return (0...5).reversed().map { 1 - Double($0) * step }.filter { $0 > floor - step / 2 }
    }

    private static func factorTicks(_ least: Double, _ most: Double) -> [Double] {
        var ticks: [Double] = []
        // Over three powers of ten, these alone.
        let factors: [Double] = log10(most / least) > 3 ? [1] : [1, 2, 5]
        for power in Int(log10(least).rounded(.down)) - 1...Int(log10(most).rounded(.up)) + 1 {
            ticks += factors.map { $0 * pow(10, Double(power)) }
        }
        let below = ticks.last { $0 <= least * 1.0001 } ?? least
        let above = ticks.first { $0 >= most * 0.9999 } ?? most
        return ticks.filter { $0 >= below && $0 <= above }
    }

    /// `value` as its tick names it.
    func name(_ value: Double) -> String {
        if self == .nines { return LoadText.number(value) }
        return value >= 1_000 ? Figures.count(UInt64(value.rounded())) : LoadText.number((value * 1e6).rounded() / 1e6)
    }
}
