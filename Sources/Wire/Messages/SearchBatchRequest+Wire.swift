// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SearchBatchRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SearchBatchRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_search_batch_request() }

    init(raw: UnsafePointer<Tessera__V1__SearchBatchRequest>) {
        self.init(
            searches: Unpacked.messages(raw.pointee.n_searches, raw.pointee.searches))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SearchBatchRequest>, from scratch: Scratch) {
        tessera__v1__search_batch_request__init(raw)
        raw.pointee.n_searches = searches.count
        raw.pointee.searches = scratch.messages(searches)
    }
}
