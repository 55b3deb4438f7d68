/// Which part of a cluster a node holds.
public struct ShardPlacement: Equatable, Sendable {
    /// Name of the cluster.
    public let cluster: String
    /// Number of the shard, from 0.
    public let shard: Int
    /// Shards of the cluster.
    public let shardCount: Int
    /// True when it is one of several replicas: it serves what it was given and takes no writes.
    public let isReadOnly: Bool

    public init(cluster: String, shard: Int, shardCount: Int, isReadOnly: Bool) {
        precondition(shardCount > 0 && (0..<shardCount).contains(shard), "a shard outside its cluster")
        self.cluster = cluster
        self.shard = shard
        self.shardCount = shardCount
        self.isReadOnly = isReadOnly
    }
}
