internal import Ground
internal import Routing

/// What a shard answered, and which replica spoke for it.
struct ShardReply {
    let bytes: ByteBuffer
    let replica: ReplicaId
}
