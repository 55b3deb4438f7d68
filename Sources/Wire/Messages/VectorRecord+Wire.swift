// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension VectorRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension VectorRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_vector_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__VectorRecord>) {
        self.init(
            field: raw.pointee.field,
            halves: Unpacked.blob(raw.pointee.halves))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__VectorRecord>, from scratch: Scratch) {
        tessera__storage__v1__vector_record__init(raw)
        raw.pointee.field = field
        raw.pointee.halves = scratch.blob(halves)
    }
}
