/// Asks one shard for the vectors of some of its candidates, so that they can be compared with each other.
public struct PoolRequest: Equatable, Sendable {
    /// Number of the shard.
    public var shard: UInt32
    /// Ordinals of candidates that it answered, in any order, none twice.
    public var ordinals: [UInt32]

    public init(shard: UInt32, ordinals: [UInt32]) {
        self.shard = shard
        self.ordinals = ordinals
    }
}
