// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Hit: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Hit: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_hit() }

    init(raw: UnsafePointer<Tessera__V1__Hit>) {
        self.init(
            item: Unpacked.message(raw.pointee.item),
            score: raw.pointee.score,
            fields: Unpacked.messages(raw.pointee.n_fields, raw.pointee.fields),
            version: raw.pointee.version,
            vectors: Unpacked.messages(raw.pointee.n_vectors, raw.pointee.vectors))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Hit>, from scratch: Scratch) {
        tessera__v1__hit__init(raw)
        raw.pointee.item = scratch.message(item)
        raw.pointee.score = score
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.messages(fields)
        raw.pointee.version = version
        raw.pointee.n_vectors = vectors.count
        raw.pointee.vectors = scratch.messages(vectors)
    }
}
