// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension WriteResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension WriteResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_write_response() }

    init(raw: UnsafePointer<Tessera__V1__WriteResponse>) {
        self.init(
            results: Unpacked.messages(raw.pointee.n_results, raw.pointee.results),
            sequence: raw.pointee.sequence,
            encodedCount: raw.pointee.encoded_count,
            truncatedCount: raw.pointee.truncated_count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__WriteResponse>, from scratch: Scratch) {
        tessera__v1__write_response__init(raw)
        raw.pointee.n_results = results.count
        raw.pointee.results = scratch.messages(results)
        raw.pointee.sequence = sequence
        raw.pointee.encoded_count = encodedCount
        raw.pointee.truncated_count = truncatedCount
    }
}
