// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SampleItemsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SampleItemsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_sample_items_request() }

    init(raw: UnsafePointer<Tessera__V1__SampleItemsRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            count: raw.pointee.count,
            field: Unpacked.string(raw.pointee.field),
            seed: raw.pointee.seed)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SampleItemsRequest>, from scratch: Scratch) {
        tessera__v1__sample_items_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.count = count
        raw.pointee.field = scratch.string(field)
        raw.pointee.seed = seed
    }
}
