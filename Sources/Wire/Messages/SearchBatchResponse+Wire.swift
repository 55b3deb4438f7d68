// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SearchBatchResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SearchBatchResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_search_batch_response() }

    init(raw: UnsafePointer<Tessera__V1__SearchBatchResponse>) {
        self.init(
            results: Unpacked.messages(raw.pointee.n_results, raw.pointee.results))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SearchBatchResponse>, from scratch: Scratch) {
        tessera__v1__search_batch_response__init(raw)
        raw.pointee.n_results = results.count
        raw.pointee.results = scratch.messages(results)
    }
}
