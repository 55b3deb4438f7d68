// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension PutCodebookRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension PutCodebookRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_put_codebook_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__PutCodebookRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            codebookHash: Unpacked.blob(raw.pointee.codebook_hash),
            offset: raw.pointee.offset,
            piece: Unpacked.blob(raw.pointee.piece))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__PutCodebookRequest>, from scratch: Scratch) {
        tessera__internal__v1__put_codebook_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.codebook_hash = scratch.blob(codebookHash)
        raw.pointee.offset = offset
        raw.pointee.piece = scratch.blob(piece)
    }
}
