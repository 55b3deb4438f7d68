// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// Which part of a cluster the store holds. Absent: it stands alone.
public struct PlacementRecord: Equatable, Sendable {
    /// Name of the cluster.
    public var cluster: String = ""
    /// Number of the shard, from 0.
    public var shard: UInt32 = 0
    /// Shards of the cluster.
    public var shardCount: UInt32 = 0

    public init(
        cluster: String = "",
        shard: UInt32 = 0,
        shardCount: UInt32 = 0
    ) {
        self.cluster = cluster
        self.shard = shard
        self.shardCount = shardCount
    }
}
