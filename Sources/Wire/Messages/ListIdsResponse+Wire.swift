// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ListIdsResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ListIdsResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_list_ids_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ListIdsResponse>) {
        self.init(
            ids: Unpacked.strings(raw.pointee.n_ids, raw.pointee.ids))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ListIdsResponse>, from scratch: Scratch) {
        tessera__internal__v1__list_ids_response__init(raw)
        raw.pointee.n_ids = ids.count
        raw.pointee.ids = scratch.strings(ids)
    }
}
