// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldExplanation: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldExplanation: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_explanation() }

    init(raw: UnsafePointer<Tessera__V1__FieldExplanation>) {
        self.init(
            field: Unpacked.string(raw.pointee.field),
            exact: raw.pointee.exact != 0,
            nprobe: raw.pointee.nprobe,
            plannedCount: raw.pointee.planned_count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldExplanation>, from scratch: Scratch) {
        tessera__v1__field_explanation__init(raw)
        raw.pointee.field = scratch.string(field)
        raw.pointee.exact = exact ? 1 : 0
        raw.pointee.nprobe = nprobe
        raw.pointee.planned_count = plannedCount
    }
}
