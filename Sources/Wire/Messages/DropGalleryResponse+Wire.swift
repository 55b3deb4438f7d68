// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension DropGalleryResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension DropGalleryResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_drop_gallery_response() }

    init(raw: UnsafePointer<Tessera__V1__DropGalleryResponse>) {
        self.init(
            itemCount: raw.pointee.item_count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__DropGalleryResponse>, from scratch: Scratch) {
        tessera__v1__drop_gallery_response__init(raw)
        raw.pointee.item_count = itemCount
    }
}
