// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Item: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Item: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_item() }

    init(raw: UnsafePointer<Tessera__V1__Item>) {
        self.init(
            id: Unpacked.string(raw.pointee.id),
            url: Unpacked.string(raw.pointee.url),
            description: Unpacked.string(raw.pointee.description),
            tags: Unpacked.strings(raw.pointee.n_tags, raw.pointee.tags),
            detections: Unpacked.messages(raw.pointee.n_detections, raw.pointee.detections),
            authorId: Unpacked.string(raw.pointee.author_id),
            authorName: Unpacked.string(raw.pointee.author_name),
            similarIds: Unpacked.strings(raw.pointee.n_similar_ids, raw.pointee.similar_ids),
            attributes: Unpacked.messages(raw.pointee.n_attributes, raw.pointee.attributes))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Item>, from scratch: Scratch) {
        tessera__v1__item__init(raw)
        raw.pointee.id = scratch.string(id)
        raw.pointee.url = scratch.string(url)
        raw.pointee.description = scratch.string(description)
        raw.pointee.n_tags = tags.count
        raw.pointee.tags = scratch.strings(tags)
        raw.pointee.n_detections = detections.count
        raw.pointee.detections = scratch.messages(detections)
        raw.pointee.author_id = scratch.string(authorId)
        raw.pointee.author_name = scratch.string(authorName)
        raw.pointee.n_similar_ids = similarIds.count
        raw.pointee.similar_ids = scratch.strings(similarIds)
        raw.pointee.n_attributes = attributes.count
        raw.pointee.attributes = scratch.messages(attributes)
    }
}
