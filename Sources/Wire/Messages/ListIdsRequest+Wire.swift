// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ListIdsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ListIdsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_list_ids_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ListIdsRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            afterId: Unpacked.string(raw.pointee.after_id),
            count: raw.pointee.count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ListIdsRequest>, from scratch: Scratch) {
        tessera__internal__v1__list_ids_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.after_id = scratch.string(afterId)
        raw.pointee.count = count
    }
}
