// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension AdoptedField: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension AdoptedField: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_adopted_field() }

    init(raw: UnsafePointer<Tessera__Internal__V1__AdoptedField>) {
        self.init(
            field: raw.pointee.field,
            codebookHash: Unpacked.blob(raw.pointee.codebook_hash),
            index: Unpacked.message(raw.pointee.index),
            calibration: Unpacked.message(raw.pointee.calibration),
            rerank: VectorPrecision(rawValue: UInt16(clamping: raw.pointee.rerank.rawValue)))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__AdoptedField>, from scratch: Scratch) {
        tessera__internal__v1__adopted_field__init(raw)
        raw.pointee.field = field
        raw.pointee.codebook_hash = scratch.blob(codebookHash)
        raw.pointee.index = scratch.message(index)
        raw.pointee.calibration = scratch.message(calibration)
        raw.pointee.rerank = .init(UInt32(rerank?.rawValue ?? 0))
    }
}
