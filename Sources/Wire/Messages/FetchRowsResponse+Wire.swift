// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FetchRowsResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FetchRowsResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fetch_rows_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__FetchRowsResponse>) {
        self.init(
            rows: Unpacked.blobs(raw.pointee.n_rows, raw.pointee.rows))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__FetchRowsResponse>, from scratch: Scratch) {
        tessera__internal__v1__fetch_rows_response__init(raw)
        raw.pointee.n_rows = rows.count
        raw.pointee.rows = scratch.blobs(rows)
    }
}
