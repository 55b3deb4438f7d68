/// How a router chooses replicas, and how patient it is.
public struct RouterOptions: Equatable, Sendable {
    /// Share of calls that may be asked of a second replica because the first is slow, 0...1.
    public var hedgeShare = 0.05
    /// Hedges that may have been saved up.
    public var hedgeCountSaved = 10.0
    /// Microseconds before which no call is hedged, however quick most are.
    public var hedgeMicrosecondsMin: UInt64 = 1_000
    /// Microseconds of silence after which a replica with calls in flight is asked whether it is there.
    public var probeMicroseconds: UInt64 = 8_000
    /// Microseconds of silence after which its calls are asked of another replica.
    public var stallMicroseconds: UInt64 = 20_000
    /// Failures in a row after which a replica is left out.
    public var failureCountMax = 3
    /// Microseconds that it is left out at first; twice as long each time it fails at once again.
    public var ejectionMicroseconds: UInt64 = 100_000
    /// Microseconds that it is left out at most.
    public var ejectionMicrosecondsMax: UInt64 = 10_000_000
    /// Microseconds in which a replica that came back gets its full share again.
    public var returnMicroseconds: UInt64 = 1_000_000

    public init() {}
}
