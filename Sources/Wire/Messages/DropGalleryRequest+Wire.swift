// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension DropGalleryRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension DropGalleryRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_drop_gallery_request() }

    init(raw: UnsafePointer<Tessera__V1__DropGalleryRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__DropGalleryRequest>, from scratch: Scratch) {
        tessera__v1__drop_gallery_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
    }
}
