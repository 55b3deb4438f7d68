// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension AdoptIndexRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension AdoptIndexRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_adopt_index_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__AdoptIndexRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            fields: Unpacked.messages(raw.pointee.n_fields, raw.pointee.fields),
            threadCount: raw.pointee.thread_count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__AdoptIndexRequest>, from scratch: Scratch) {
        tessera__internal__v1__adopt_index_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.messages(fields)
        raw.pointee.thread_count = threadCount
    }
}
