// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldQuery: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldQuery: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_query() }

    init(raw: UnsafePointer<Tessera__V1__FieldQuery>) {
        self.init(
            field: Unpacked.string(raw.pointee.field),
            vector: Unpacked.numbers(raw.pointee.n_vector, raw.pointee.vector),
            text: Unpacked.string(raw.pointee.text),
            weight: raw.pointee.weight_present_case.rawValue == 4 ? raw.pointee.weight : nil,
            encoderFingerprint: Unpacked.string(raw.pointee.encoder_fingerprint))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldQuery>, from scratch: Scratch) {
        tessera__v1__field_query__init(raw)
        raw.pointee.field = scratch.string(field)
        raw.pointee.n_vector = vector.count
        raw.pointee.vector = scratch.numbers(vector)
        raw.pointee.text = scratch.string(text)
        if let weight {
            raw.pointee.weight = weight
            raw.pointee.weight_present_case = .init(4)
        }
        raw.pointee.encoder_fingerprint = scratch.string(encoderFingerprint)
    }
}
