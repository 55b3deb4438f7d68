// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldVector: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldVector: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_vector() }

    init(raw: UnsafePointer<Tessera__V1__FieldVector>) {
        self.init(
            field: Unpacked.string(raw.pointee.field),
            values: Unpacked.numbers(raw.pointee.n_values, raw.pointee.values),
            encoderFingerprint: Unpacked.string(raw.pointee.encoder_fingerprint))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldVector>, from scratch: Scratch) {
        tessera__v1__field_vector__init(raw)
        raw.pointee.field = scratch.string(field)
        raw.pointee.n_values = values.count
        raw.pointee.values = scratch.numbers(values)
        raw.pointee.encoder_fingerprint = scratch.string(encoderFingerprint)
    }
}
