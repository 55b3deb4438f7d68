// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SearchResult: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SearchResult: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_search_result() }

    init(raw: UnsafePointer<Tessera__V1__SearchResult>) {
        self.init(
            status: raw.pointee.status,
            response: Unpacked.message(raw.pointee.response),
            error: Unpacked.message(raw.pointee.error))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SearchResult>, from scratch: Scratch) {
        tessera__v1__search_result__init(raw)
        raw.pointee.status = status
        raw.pointee.response = scratch.message(response)
        raw.pointee.error = scratch.message(error)
    }
}
