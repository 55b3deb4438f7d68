// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ExportItemsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ExportItemsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_export_items_request() }

    init(raw: UnsafePointer<Tessera__V1__ExportItemsRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            afterId: Unpacked.string(raw.pointee.after_id),
            pageItemCount: raw.pointee.page_item_count,
            readMask: Unpacked.message(raw.pointee.read_mask))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ExportItemsRequest>, from scratch: Scratch) {
        tessera__v1__export_items_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.after_id = scratch.string(afterId)
        raw.pointee.page_item_count = pageItemCount
        raw.pointee.read_mask = scratch.message(readMask)
    }
}
