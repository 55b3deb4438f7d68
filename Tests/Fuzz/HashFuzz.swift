import Ground

/// Whatever the bytes, a hash owns exactly one shard, and the shards of a doubled count lie inside it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHash(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: byteCount)
    let hash = Hash.xxh3(bytes)
    let shardCount = 1 + Int(bytes.first ?? 0)
    let shard = Hash.shard(of: hash, shardCount: shardCount)
    precondition(0 <= shard && shard < shardCount)
    precondition(Hash.shard(of: hash, shardCount: 2 * shardCount) / 2 == shard)
    return 0
}
