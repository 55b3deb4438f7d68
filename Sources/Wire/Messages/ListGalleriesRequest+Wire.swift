// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ListGalleriesRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ListGalleriesRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_list_galleries_request() }

    init(raw: UnsafePointer<Tessera__V1__ListGalleriesRequest>) {
        self.init(
            tenant: Unpacked.string(raw.pointee.tenant))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ListGalleriesRequest>, from scratch: Scratch) {
        tessera__v1__list_galleries_request__init(raw)
        raw.pointee.tenant = scratch.string(tenant)
    }
}
