// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Filter: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Filter: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_filter() }

    init(raw: UnsafePointer<Tessera__V1__Filter>) {
        self.init(
            tags: Unpacked.messages(raw.pointee.n_tags, raw.pointee.tags),
            noTags: Unpacked.strings(raw.pointee.n_no_tags, raw.pointee.no_tags),
            ids: Unpacked.strings(raw.pointee.n_ids, raw.pointee.ids),
            attributes: Unpacked.messages(raw.pointee.n_attributes, raw.pointee.attributes))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Filter>, from scratch: Scratch) {
        tessera__v1__filter__init(raw)
        raw.pointee.n_tags = tags.count
        raw.pointee.tags = scratch.messages(tags)
        raw.pointee.n_no_tags = noTags.count
        raw.pointee.no_tags = scratch.strings(noTags)
        raw.pointee.n_ids = ids.count
        raw.pointee.ids = scratch.strings(ids)
        raw.pointee.n_attributes = attributes.count
        raw.pointee.attributes = scratch.messages(attributes)
    }
}
