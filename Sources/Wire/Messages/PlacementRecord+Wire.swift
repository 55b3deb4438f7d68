// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension PlacementRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension PlacementRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_placement_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__PlacementRecord>) {
        self.init(
            cluster: Unpacked.string(raw.pointee.cluster),
            shard: raw.pointee.shard,
            shardCount: raw.pointee.shard_count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__PlacementRecord>, from scratch: Scratch) {
        tessera__storage__v1__placement_record__init(raw)
        raw.pointee.cluster = scratch.string(cluster)
        raw.pointee.shard = shard
        raw.pointee.shard_count = shardCount
    }
}
