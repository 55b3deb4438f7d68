// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ListGalleriesResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ListGalleriesResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_list_galleries_response() }

    init(raw: UnsafePointer<Tessera__V1__ListGalleriesResponse>) {
        self.init(
            galleries: Unpacked.messages(raw.pointee.n_galleries, raw.pointee.galleries))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ListGalleriesResponse>, from scratch: Scratch) {
        tessera__v1__list_galleries_response__init(raw)
        raw.pointee.n_galleries = galleries.count
        raw.pointee.galleries = scratch.messages(galleries)
    }
}
