// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension OpenShardResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension OpenShardResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_open_shard_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__OpenShardResponse>) {
        self.init(
            version: Unpacked.string(raw.pointee.version),
            instance: raw.pointee.instance,
            revision: raw.pointee.revision,
            isReadOnly: raw.pointee.is_read_only != 0,
            galleries: Unpacked.messages(raw.pointee.n_galleries, raw.pointee.galleries),
            counts: Unpacked.messages(raw.pointee.n_counts, raw.pointee.counts),
            content: raw.pointee.content)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__OpenShardResponse>, from scratch: Scratch) {
        tessera__internal__v1__open_shard_response__init(raw)
        raw.pointee.version = scratch.string(version)
        raw.pointee.instance = instance
        raw.pointee.revision = revision
        raw.pointee.is_read_only = isReadOnly ? 1 : 0
        raw.pointee.n_galleries = galleries.count
        raw.pointee.galleries = scratch.messages(galleries)
        raw.pointee.n_counts = counts.count
        raw.pointee.counts = scratch.messages(counts)
        raw.pointee.content = content
    }
}
