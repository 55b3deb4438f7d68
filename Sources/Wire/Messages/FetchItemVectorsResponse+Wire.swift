// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FetchItemVectorsResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FetchItemVectorsResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fetch_item_vectors_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__FetchItemVectorsResponse>) {
        self.init(
            isFound: raw.pointee.is_found != 0,
            vectors: Unpacked.messages(raw.pointee.n_vectors, raw.pointee.vectors))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__FetchItemVectorsResponse>, from scratch: Scratch) {
        tessera__internal__v1__fetch_item_vectors_response__init(raw)
        raw.pointee.is_found = isFound ? 1 : 0
        raw.pointee.n_vectors = vectors.count
        raw.pointee.vectors = scratch.messages(vectors)
    }
}
