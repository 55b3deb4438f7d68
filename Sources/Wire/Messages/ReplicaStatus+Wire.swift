// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ReplicaStatus: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ReplicaStatus: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_replica_status() }

    init(raw: UnsafePointer<Tessera__V1__ReplicaStatus>) {
        self.init(
            shard: raw.pointee.shard,
            replica: raw.pointee.replica,
            address: Unpacked.string(raw.pointee.address),
            zone: Unpacked.string(raw.pointee.zone),
            fault: Unpacked.string(raw.pointee.fault),
            isLeftOut: raw.pointee.is_left_out != 0,
            inFlightCount: raw.pointee.in_flight_count,
            itemCount: raw.pointee.item_count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ReplicaStatus>, from scratch: Scratch) {
        tessera__v1__replica_status__init(raw)
        raw.pointee.shard = shard
        raw.pointee.replica = replica
        raw.pointee.address = scratch.string(address)
        raw.pointee.zone = scratch.string(zone)
        raw.pointee.fault = scratch.string(fault)
        raw.pointee.is_left_out = isLeftOut ? 1 : 0
        raw.pointee.in_flight_count = inFlightCount
        raw.pointee.item_count = itemCount
    }
}
