// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension DeleteItemsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension DeleteItemsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_delete_items_request() }

    init(raw: UnsafePointer<Tessera__V1__DeleteItemsRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            ids: Unpacked.strings(raw.pointee.n_ids, raw.pointee.ids),
            expectedVersions: Unpacked.numbers(raw.pointee.n_expected_versions, raw.pointee.expected_versions))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__DeleteItemsRequest>, from scratch: Scratch) {
        tessera__v1__delete_items_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.n_ids = ids.count
        raw.pointee.ids = scratch.strings(ids)
        raw.pointee.n_expected_versions = expectedVersions.count
        raw.pointee.expected_versions = scratch.numbers(expectedVersions)
    }
}
