// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldIndexRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldIndexRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_index_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__FieldIndexRecord>) {
        self.init(
            field: raw.pointee.field,
            index: Unpacked.message(raw.pointee.index),
            calibration: Unpacked.message(raw.pointee.calibration))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__FieldIndexRecord>, from scratch: Scratch) {
        tessera__storage__v1__field_index_record__init(raw)
        raw.pointee.field = field
        raw.pointee.index = scratch.message(index)
        raw.pointee.calibration = scratch.message(calibration)
    }
}
