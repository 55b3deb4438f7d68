// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GalleryCount: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GalleryCount: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_gallery_count() }

    init(raw: UnsafePointer<Tessera__Internal__V1__GalleryCount>) {
        self.init(
            gallery: raw.pointee.gallery,
            itemCount: raw.pointee.item_count,
            sequence: raw.pointee.sequence)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__GalleryCount>, from scratch: Scratch) {
        tessera__internal__v1__gallery_count__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.item_count = itemCount
        raw.pointee.sequence = sequence
    }
}
