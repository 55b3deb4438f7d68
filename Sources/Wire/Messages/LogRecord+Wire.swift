// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension LogRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension LogRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_log_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__LogRecord>) {
        self.init(
            id: Unpacked.string(raw.pointee.id),
            tags: Unpacked.strings(raw.pointee.n_tags, raw.pointee.tags),
            similarHashes: Unpacked.numbers(raw.pointee.n_similar_hashes, raw.pointee.similar_hashes),
            vectors: Unpacked.messages(raw.pointee.n_vectors, raw.pointee.vectors),
            attributes: Unpacked.numbers(raw.pointee.n_attributes, raw.pointee.attributes),
            hasAttributes: raw.pointee.has_attributes != 0)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__LogRecord>, from scratch: Scratch) {
        tessera__storage__v1__log_record__init(raw)
        raw.pointee.id = scratch.string(id)
        raw.pointee.n_tags = tags.count
        raw.pointee.tags = scratch.strings(tags)
        raw.pointee.n_similar_hashes = similarHashes.count
        raw.pointee.similar_hashes = scratch.numbers(similarHashes)
        raw.pointee.n_vectors = vectors.count
        raw.pointee.vectors = scratch.messages(vectors)
        raw.pointee.n_attributes = attributes.count
        raw.pointee.attributes = scratch.numbers(attributes)
        raw.pointee.has_attributes = hasAttributes ? 1 : 0
    }
}
