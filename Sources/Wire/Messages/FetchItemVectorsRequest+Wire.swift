// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FetchItemVectorsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FetchItemVectorsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fetch_item_vectors_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__FetchItemVectorsRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            id: Unpacked.string(raw.pointee.id))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__FetchItemVectorsRequest>, from scratch: Scratch) {
        tessera__internal__v1__fetch_item_vectors_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.id = scratch.string(id)
    }
}
