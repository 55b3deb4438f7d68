// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FetchPayloadRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FetchPayloadRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fetch_payload_request() }

    init(raw: UnsafePointer<Tessera__Internal__V1__FetchPayloadRequest>) {
        self.init(
            gallery: raw.pointee.gallery,
            view: raw.pointee.view,
            ordinals: Unpacked.numbers(raw.pointee.n_ordinals, raw.pointee.ordinals),
            readMask: Unpacked.message(raw.pointee.read_mask))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__FetchPayloadRequest>, from scratch: Scratch) {
        tessera__internal__v1__fetch_payload_request__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.view = view
        raw.pointee.n_ordinals = ordinals.count
        raw.pointee.ordinals = scratch.numbers(ordinals)
        raw.pointee.read_mask = scratch.message(readMask)
    }
}
