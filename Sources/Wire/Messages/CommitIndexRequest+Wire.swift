// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension CommitIndexRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension CommitIndexRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_commit_index_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__CommitIndexRequest>) {
        self.init(
            operation: Unpacked.string(raw.pointee.operation))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__CommitIndexRequest>, from scratch: Scratch) {
        tessera__internal__v1__commit_index_request__init(raw)
        raw.pointee.operation = scratch.string(operation)
    }
}
