// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SampleItemsResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SampleItemsResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_sample_items_response() }

    init(raw: UnsafePointer<Tessera__V1__SampleItemsResponse>) {
        self.init(
            ids: Unpacked.strings(raw.pointee.n_ids, raw.pointee.ids))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SampleItemsResponse>, from scratch: Scratch) {
        tessera__v1__sample_items_response__init(raw)
        raw.pointee.n_ids = ids.count
        raw.pointee.ids = scratch.strings(ids)
    }
}
