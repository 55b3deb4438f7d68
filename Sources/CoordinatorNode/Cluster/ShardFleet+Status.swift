internal import Eventing
internal import Ground
internal import Routing
internal import Vocabulary

extension ShardFleet {
    /// How every replica is, by shard.
    func statuses() async -> [ReplicaStatus] {
        await withCheckedContinuation { continuation in
            let isPosted = loop.post { [self] in continuation.resume(returning: statusesNow()) }
            if !isPosted { continuation.resume(returning: []) }
        }
    }

    /// On the loop.
    private func statusesNow() -> [ReplicaStatus] {
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
