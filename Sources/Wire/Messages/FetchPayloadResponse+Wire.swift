// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FetchPayloadResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FetchPayloadResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fetch_payload_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__FetchPayloadResponse>) {
        self.init(
            items: Unpacked.messages(raw.pointee.n_items, raw.pointee.items))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__FetchPayloadResponse>, from scratch: Scratch) {
        tessera__internal__v1__fetch_payload_response__init(raw)
        raw.pointee.n_items = items.count
        raw.pointee.items = scratch.messages(items)
    }
}
