// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FetchRowsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FetchRowsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fetch_rows_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__FetchRowsRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            view: raw.pointee.view,
            fields: Unpacked.numbers(raw.pointee.n_fields, raw.pointee.fields),
            ordinals: Unpacked.numbers(raw.pointee.n_ordinals, raw.pointee.ordinals))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__FetchRowsRequest>, from scratch: Scratch) {
        tessera__internal__v1__fetch_rows_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.view = view
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.numbers(fields)
        raw.pointee.n_ordinals = ordinals.count
        raw.pointee.ordinals = scratch.numbers(ordinals)
    }
}
