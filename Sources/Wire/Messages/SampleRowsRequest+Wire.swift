// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SampleRowsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SampleRowsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_sample_rows_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__SampleRowsRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            field: raw.pointee.field,
            count: raw.pointee.count,
            seed: raw.pointee.seed,
            offset: raw.pointee.offset)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__SampleRowsRequest>, from scratch: Scratch) {
        tessera__internal__v1__sample_rows_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.field = field
        raw.pointee.count = count
        raw.pointee.seed = seed
        raw.pointee.offset = offset
    }
}
