// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ShardWrite: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ShardWrite: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_shard_write() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ShardWrite>) {
        self.init(
            item: Unpacked.message(raw.pointee.item),
            vectors: Unpacked.messages(raw.pointee.n_vectors, raw.pointee.vectors),
            expectedVersion: raw.pointee.expected_version_present_case.rawValue == 3
                ? raw.pointee.expected_version : nil)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ShardWrite>, from scratch: Scratch) {
        tessera__internal__v1__shard_write__init(raw)
        raw.pointee.item = scratch.message(item)
        raw.pointee.n_vectors = vectors.count
        raw.pointee.vectors = scratch.messages(vectors)
        if let expectedVersion {
            raw.pointee.expected_version = expectedVersion
            raw.pointee.expected_version_present_case = .init(3)
        }
    }
}
