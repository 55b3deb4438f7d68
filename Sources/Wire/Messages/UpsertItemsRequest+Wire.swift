// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension UpsertItemsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension UpsertItemsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_upsert_items_request() }

    init(raw: UnsafePointer<Tessera__V1__UpsertItemsRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            items: Unpacked.messages(raw.pointee.n_items, raw.pointee.items),
            operation: Unpacked.string(raw.pointee.operation),
            resumePoint: Unpacked.blob(raw.pointee.resume_point),
            rowsDone: raw.pointee.rows_done,
            rowsRejected: raw.pointee.rows_rejected)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__UpsertItemsRequest>, from scratch: Scratch) {
        tessera__v1__upsert_items_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.n_items = items.count
        raw.pointee.items = scratch.messages(items)
        raw.pointee.operation = scratch.string(operation)
        raw.pointee.resume_point = scratch.blob(resumePoint)
        raw.pointee.rows_done = rowsDone
        raw.pointee.rows_rejected = rowsRejected
    }
}
