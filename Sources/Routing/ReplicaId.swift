/// A replica of a cluster, by its place in the map.
public struct ReplicaId: Hashable, Sendable {
    /// Number of the shard, from 0.
    public var shard: Int
    /// Number of the replica in its shard, from 0.
    public var replica: Int

    public init(shard: Int, replica: Int) {
        self.shard = shard
        self.replica = replica
    }
}
