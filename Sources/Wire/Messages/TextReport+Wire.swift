// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension TextReport: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension TextReport: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_text_report() }

    init(raw: UnsafePointer<Tessera__V1__TextReport>) {
        self.init(
            encoder: Unpacked.string(raw.pointee.encoder),
            tokenCount: raw.pointee.token_count,
            truncated: raw.pointee.truncated != 0,
            unknownShare: raw.pointee.unknown_share)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__TextReport>, from scratch: Scratch) {
        tessera__v1__text_report__init(raw)
        raw.pointee.encoder = scratch.string(encoder)
        raw.pointee.token_count = tokenCount
        raw.pointee.truncated = truncated ? 1 : 0
        raw.pointee.unknown_share = unknownShare
    }
}
