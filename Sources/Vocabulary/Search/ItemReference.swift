/// Where an item is, for the length of one search: meaningful only to the shard that gave it and to the view it holds.
public struct ItemReference: Hashable, Sendable {
    /// Number of the shard, from 0.
    public var shard: UInt32
    /// The item's ordinal there.
    public var ordinal: UInt32

    public init(shard: UInt32, ordinal: UInt32) {
        self.shard = shard
        self.ordinal = ordinal
    }
}
