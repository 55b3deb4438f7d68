// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Operation: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Operation: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_operation() }

    init(raw: UnsafePointer<Tessera__V1__Operation>) {
        self.init(
            id: Unpacked.string(raw.pointee.id),
            kind: OperationKind(rawValue: UInt16(clamping: raw.pointee.kind.rawValue)),
            state: OperationState(rawValue: UInt16(clamping: raw.pointee.state.rawValue)),
            gallery: Unpacked.string(raw.pointee.gallery),
            doneCount: raw.pointee.done_count,
            totalCount: raw.pointee.total_count,
            rejectedCount: raw.pointee.rejected_count,
            resumePoint: Unpacked.blob(raw.pointee.resume_point),
            error: Unpacked.message(raw.pointee.error),
            createdMicroseconds: raw.pointee.created_microseconds,
            updatedMicroseconds: raw.pointee.updated_microseconds,
            revision: raw.pointee.revision,
            source: Unpacked.string(raw.pointee.source),
            stage: Unpacked.string(raw.pointee.stage))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Operation>, from scratch: Scratch) {
        tessera__v1__operation__init(raw)
        raw.pointee.id = scratch.string(id)
        raw.pointee.kind = .init(UInt32(kind?.rawValue ?? 0))
        raw.pointee.state = .init(UInt32(state?.rawValue ?? 0))
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.done_count = doneCount
        raw.pointee.total_count = totalCount
        raw.pointee.rejected_count = rejectedCount
        raw.pointee.resume_point = scratch.blob(resumePoint)
        raw.pointee.error = scratch.message(error)
        raw.pointee.created_microseconds = createdMicroseconds
        raw.pointee.updated_microseconds = updatedMicroseconds
        raw.pointee.revision = revision
        raw.pointee.source = scratch.string(source)
        raw.pointee.stage = scratch.string(stage)
    }
}
