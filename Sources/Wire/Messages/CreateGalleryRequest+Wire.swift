// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension CreateGalleryRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension CreateGalleryRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_create_gallery_request() }

    init(raw: UnsafePointer<Tessera__V1__CreateGalleryRequest>) {
        self.init(
            spec: Unpacked.message(raw.pointee.spec))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__CreateGalleryRequest>, from scratch: Scratch) {
        tessera__v1__create_gallery_request__init(raw)
        raw.pointee.spec = scratch.message(spec)
    }
}
