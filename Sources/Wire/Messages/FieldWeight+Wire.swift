// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldWeight: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldWeight: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_weight() }

    init(raw: UnsafePointer<Tessera__V1__FieldWeight>) {
        self.init(
            field: Unpacked.string(raw.pointee.field),
            weight: raw.pointee.weight)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldWeight>, from scratch: Scratch) {
        tessera__v1__field_weight__init(raw)
        raw.pointee.field = scratch.string(field)
        raw.pointee.weight = weight
    }
}
