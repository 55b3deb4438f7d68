// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Tells a shard who it is taken for.
public struct OpenShardRequest: Equatable, Sendable {
    /// Name of the cluster.
    public var cluster: String = ""
    /// Number of the shard, from 0.
    public var shard: UInt32 = 0
    /// Shards of the cluster.
    public var shardCount: UInt32 = 0
    /// What was answered last. Where nothing has changed since, the galleries are left out.
    public var knownRevision: UInt64 = 0

    public init(
        cluster: String = "",
        shard: UInt32 = 0,
        shardCount: UInt32 = 0,
        knownRevision: UInt64 = 0
    ) {
        self.cluster = cluster
        self.shard = shard
        self.shardCount = shardCount
        self.knownRevision = knownRevision
    }
}
