import Routing
import ShardNode

extension Configuration {
    /// Which part of its cluster the node holds; nil for one that stands alone.
    var placement: ShardPlacement? {
        guard role == .shard, let cluster else { return nil }
        return ShardPlacement(
            cluster: cluster.name, shard: shard, shardCount: cluster.shards.count,
            isReadOnly: cluster.shards[shard].replicas.count > 1)
    }

    /// The other shards, for a node that may train: none where shards have several replicas and take no writes.
    var peers: [(shard: Int, address: String)] {
        guard role == .shard, let cluster, cluster.shards.allSatisfy({ $0.replicas.count == 1 }) else { return [] }
        return cluster.shards.indices.filter { $0 != shard }.map { ($0, cluster.shards[$0].replicas[0].address) }
    }
}
