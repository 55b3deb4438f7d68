// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GetItemsResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GetItemsResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_get_items_response() }

    init(raw: UnsafePointer<Tessera__V1__GetItemsResponse>) {
        self.init(
            items: Unpacked.messages(raw.pointee.n_items, raw.pointee.items))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__GetItemsResponse>, from scratch: Scratch) {
        tessera__v1__get_items_response__init(raw)
        raw.pointee.n_items = items.count
        raw.pointee.items = scratch.messages(items)
    }
}
