internal import Ground
internal import Routing

/// What one shard is asked in a round.
struct ShardAsk {
    let shard: Int
    /// The message, in a frame; asks may share it.
    let frame: ByteBuffer
    /// Bytes behind the message that are this shard's alone.
    var suffix: [UInt8] = []
    /// The replica that answered the round before, and holds its view for certain; nil: any.
    var preferred: ReplicaId?
}
