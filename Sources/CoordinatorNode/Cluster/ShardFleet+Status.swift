internal import Ground
internal import Routing
internal import Vocabulary

extension ShardFleet {
    /// How every replica is, by shard. On the loop.
    func statuses() -> [ReplicaStatus] {
        let now = MonotonicTime.now
        return replicas.joined().map { replica in
            ReplicaStatus(
                shard: UInt32(replica.place.shard), replica: UInt32(replica.place.replica), address: replica.address,
                zone: map.shards[replica.place.shard].replicas[replica.place.replica].zone,
                fault: replica.fault?.message ?? "",
                isLeftOut: replica.isUsable && router.isLeftOut(replica.place, now),
                inFlightCount: UInt64(router.inFlightCount(replica.place)),
                itemCount: replica.told?.counts.reduce(0) { $0 + $1.itemCount } ?? 0)
        }
    }
}
