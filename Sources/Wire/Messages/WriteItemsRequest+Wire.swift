// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension WriteItemsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension WriteItemsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_write_items_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__WriteItemsRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            writes: Unpacked.messages(raw.pointee.n_writes, raw.pointee.writes),
            operation: Unpacked.string(raw.pointee.operation),
            resumePoint: Unpacked.blob(raw.pointee.resume_point),
            rowsDone: raw.pointee.rows_done,
            rowsRejected: raw.pointee.rows_rejected)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__WriteItemsRequest>, from scratch: Scratch) {
        tessera__internal__v1__write_items_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.n_writes = writes.count
        raw.pointee.writes = scratch.messages(writes)
        raw.pointee.operation = scratch.string(operation)
        raw.pointee.resume_point = scratch.blob(resumePoint)
        raw.pointee.rows_done = rowsDone
        raw.pointee.rows_rejected = rowsRejected
    }
}
