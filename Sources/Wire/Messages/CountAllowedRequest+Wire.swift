// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension CountAllowedRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension CountAllowedRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_count_allowed_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__CountAllowedRequest>) {
        self.init(
            query: Unpacked.message(raw.pointee.query))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__CountAllowedRequest>, from scratch: Scratch) {
        tessera__internal__v1__count_allowed_request__init(raw)
        raw.pointee.query = scratch.message(query)
    }
}
