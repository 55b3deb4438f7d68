// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension DescribeGalleryRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension DescribeGalleryRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_describe_gallery_request() }

    init(raw: UnsafePointer<Tessera__V1__DescribeGalleryRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__DescribeGalleryRequest>, from scratch: Scratch) {
        tessera__v1__describe_gallery_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
    }
}
