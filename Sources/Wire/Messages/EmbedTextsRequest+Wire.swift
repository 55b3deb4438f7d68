// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension EmbedTextsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension EmbedTextsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_embed_texts_request() }

    init(raw: UnsafePointer<Tessera__V1__EmbedTextsRequest>) {
        self.init(
            encoder: Unpacked.string(raw.pointee.encoder),
            texts: Unpacked.strings(raw.pointee.n_texts, raw.pointee.texts))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__EmbedTextsRequest>, from scratch: Scratch) {
        tessera__v1__embed_texts_request__init(raw)
        raw.pointee.encoder = scratch.string(encoder)
        raw.pointee.n_texts = texts.count
        raw.pointee.texts = scratch.strings(texts)
    }
}
