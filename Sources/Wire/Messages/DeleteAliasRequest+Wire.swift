// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension DeleteAliasRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension DeleteAliasRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_delete_alias_request() }

    init(raw: UnsafePointer<Tessera__V1__DeleteAliasRequest>) {
        self.init(
            alias: Unpacked.string(raw.pointee.alias))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__DeleteAliasRequest>, from scratch: Scratch) {
        tessera__v1__delete_alias_request__init(raw)
        raw.pointee.alias = scratch.string(alias)
    }
}
