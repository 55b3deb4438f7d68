// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FetchCodebookRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FetchCodebookRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fetch_codebook_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__FetchCodebookRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            codebookHash: Unpacked.blob(raw.pointee.codebook_hash),
            offset: raw.pointee.offset)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__FetchCodebookRequest>, from scratch: Scratch) {
        tessera__internal__v1__fetch_codebook_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.codebook_hash = scratch.blob(codebookHash)
        raw.pointee.offset = offset
    }
}
