// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FetchCodebookResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FetchCodebookResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fetch_codebook_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__FetchCodebookResponse>) {
        self.init(
            byteCount: raw.pointee.byte_count,
            piece: Unpacked.blob(raw.pointee.piece))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__FetchCodebookResponse>, from scratch: Scratch) {
        tessera__internal__v1__fetch_codebook_response__init(raw)
        raw.pointee.byte_count = byteCount
        raw.pointee.piece = scratch.blob(piece)
    }
}
