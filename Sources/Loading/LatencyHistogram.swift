internal import Histogram

/// How long things took: counts by duration, of a relative error of 0.1 % or 1 %, which can be added up.
///
/// - SeeAlso: Tene, HdrHistogram.
public struct LatencyHistogram: Sendable {
    /// Durations and how many there were, as a file keeps them.
    public typealias Bin = (nanoseconds: UInt64, count: UInt64)

    /// How finely durations are told apart.
    public enum Precision: Sendable {
        /// 0.1 %, up to some 200 KB.
        case fine
        /// 1 %, up to some 30 KB.
        case coarse
    }

    private var histogram: Histogram<UInt64>

    public init(_ precision: Precision = .fine) {
        histogram = Histogram(numberOfSignificantValueDigits: precision == .fine ? .three : .two)
    }

    /// Counts one duration.
    public mutating func record(nanoseconds: UInt64, count: UInt64 = 1) {
        histogram.record(nanoseconds, count: count)
    }

    /// Counts everything that `other` has counted.
    public mutating func add(_ other: LatencyHistogram) {
        for bin in other.bins { record(nanoseconds: bin.nanoseconds, count: bin.count) }
    }

    public var count: UInt64 { histogram.totalCount }

    /// The duration that `percent` of all did not exceed, 0...100, in microseconds; 0 when there is none.
    public func microseconds(atPercentile percent: Double) -> Double {
        count == 0 ? 0 : Double(histogram.valueAtPercentile(percent)) / 1e3
    }

    public var meanMicroseconds: Double { count == 0 ? 0 : histogram.mean / 1e3 }
    public var maxMicroseconds: Double { count == 0 ? 0 : Double(histogram.max) / 1e3 }

    /// All durations that were counted, ascending.
    public var bins: [Bin] {
        histogram.recordedValues().map { (nanoseconds: $0.value, count: $0.count) }
    }
}
