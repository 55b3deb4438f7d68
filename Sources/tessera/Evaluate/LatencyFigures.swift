/// Times of calls made one after another.
struct LatencyFigures: Equatable {
    /// Half of the calls took no longer.
    let medianMicroseconds: UInt64
    /// 99 of 100 calls took no longer.
    let tailMicroseconds: UInt64
    let queriesPerSecond: Double

    /// - Parameter microseconds: of each call, at least one.
    init(_ microseconds: [UInt64]) {
        let sorted = microseconds.sorted()
        func quantile(_ share: Double) -> UInt64 {
            // The nearest rank: no number that was not measured.
            sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
        }
        medianMicroseconds = quantile(0.5)
        tailMicroseconds = quantile(0.99)
        let sum = sorted.reduce(0, +)
        queriesPerSecond = sum == 0 ? 0 : Double(sorted.count) * 1e6 / Double(sum)
    }
}
