// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GetItemsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GetItemsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_get_items_request() }

    init(raw: UnsafePointer<Tessera__V1__GetItemsRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            ids: Unpacked.strings(raw.pointee.n_ids, raw.pointee.ids),
            readMask: Unpacked.message(raw.pointee.read_mask))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__GetItemsRequest>, from scratch: Scratch) {
        tessera__v1__get_items_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.n_ids = ids.count
        raw.pointee.ids = scratch.strings(ids)
        raw.pointee.read_mask = scratch.message(readMask)
    }
}
