// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension EmbedTextsResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension EmbedTextsResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_embed_texts_response() }

    init(raw: UnsafePointer<Tessera__V1__EmbedTextsResponse>) {
        self.init(
            vectors: Unpacked.messages(raw.pointee.n_vectors, raw.pointee.vectors),
            reports: Unpacked.messages(raw.pointee.n_reports, raw.pointee.reports),
            encoderFingerprint: Unpacked.string(raw.pointee.encoder_fingerprint))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__EmbedTextsResponse>, from scratch: Scratch) {
        tessera__v1__embed_texts_response__init(raw)
        raw.pointee.n_vectors = vectors.count
        raw.pointee.vectors = scratch.messages(vectors)
        raw.pointee.n_reports = reports.count
        raw.pointee.reports = scratch.messages(reports)
        raw.pointee.encoder_fingerprint = scratch.string(encoderFingerprint)
    }
}
