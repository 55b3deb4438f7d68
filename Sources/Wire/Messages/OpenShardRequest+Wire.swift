// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension OpenShardRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension OpenShardRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_open_shard_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__OpenShardRequest>) {
        self.init(
            cluster: Unpacked.string(raw.pointee.cluster),
            shard: raw.pointee.shard,
            shardCount: raw.pointee.shard_count,
            knownRevision: raw.pointee.known_revision)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__OpenShardRequest>, from scratch: Scratch) {
        tessera__internal__v1__open_shard_request__init(raw)
        raw.pointee.cluster = scratch.string(cluster)
        raw.pointee.shard = shard
        raw.pointee.shard_count = shardCount
        raw.pointee.known_revision = knownRevision
    }
}
