// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FinishImportRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FinishImportRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_finish_import_request() }

    init(raw: UnsafePointer<Tessera__V1__FinishImportRequest>) {
        self.init(
            operation: Unpacked.string(raw.pointee.operation),
            doneCount: raw.pointee.done_count,
            rejectedCount: raw.pointee.rejected_count,
            error: Unpacked.message(raw.pointee.error))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FinishImportRequest>, from scratch: Scratch) {
        tessera__v1__finish_import_request__init(raw)
        raw.pointee.operation = scratch.string(operation)
        raw.pointee.done_count = doneCount
        raw.pointee.rejected_count = rejectedCount
        raw.pointee.error = scratch.message(error)
    }
}
