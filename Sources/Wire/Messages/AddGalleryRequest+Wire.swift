// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension AddGalleryRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension AddGalleryRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_add_gallery_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__AddGalleryRequest>) {
        self.init(
            number: raw.pointee.number,
            spec: Unpacked.message(raw.pointee.spec),
            createdMicroseconds: raw.pointee.created_microseconds)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__AddGalleryRequest>, from scratch: Scratch) {
        tessera__internal__v1__add_gallery_request__init(raw)
        raw.pointee.number = number
        raw.pointee.spec = scratch.message(spec)
        raw.pointee.created_microseconds = createdMicroseconds
    }
}
