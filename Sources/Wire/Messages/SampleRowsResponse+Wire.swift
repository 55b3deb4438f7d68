// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SampleRowsResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SampleRowsResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_sample_rows_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__SampleRowsResponse>) {
        self.init(
            keys: Unpacked.numbers(raw.pointee.n_keys, raw.pointee.keys),
            rows: Unpacked.blob(raw.pointee.rows))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__SampleRowsResponse>, from scratch: Scratch) {
        tessera__internal__v1__sample_rows_response__init(raw)
        raw.pointee.n_keys = keys.count
        raw.pointee.keys = scratch.numbers(keys)
        raw.pointee.rows = scratch.blob(rows)
    }
}
