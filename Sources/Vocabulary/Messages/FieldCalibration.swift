// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

/// How similarities of one field are brought to a common scale: (s - mean) / (best - mean), cut to 0...1.5.
public struct FieldCalibration: Equatable, Sendable {
    /// Grows by one with each measurement; from 1.
    public var version: UInt32 = 0
    /// Mean similarity of random pairs of items.
    public var mean: Float = 0
    /// Mean similarity of held-out items to their best other item.
    public var best: Float = 0
    /// Items it was measured with.
    public var queryCount: UInt32 = 0
    /// Microseconds since 1970 when it was measured.
    public var measuredMicroseconds: UInt64 = 0

    public init(
        version: UInt32 = 0,
        mean: Float = 0,
        best: Float = 0,
        queryCount: UInt32 = 0,
        measuredMicroseconds: UInt64 = 0
    ) {
        self.version = version
        self.mean = mean
        self.best = best
        self.queryCount = queryCount
        self.measuredMicroseconds = measuredMicroseconds
    }
}
