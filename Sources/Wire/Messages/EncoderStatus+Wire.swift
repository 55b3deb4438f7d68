// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension EncoderStatus: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension EncoderStatus: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_encoder_status() }

    init(raw: UnsafePointer<Tessera__V1__EncoderStatus>) {
        self.init(
            name: Unpacked.string(raw.pointee.name),
            fingerprint: Unpacked.string(raw.pointee.fingerprint),
            dimension: raw.pointee.dimension,
            tokenLimit: raw.pointee.token_limit,
            encodedCount: raw.pointee.encoded_count,
            cacheHitCount: raw.pointee.cache_hit_count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__EncoderStatus>, from scratch: Scratch) {
        tessera__v1__encoder_status__init(raw)
        raw.pointee.name = scratch.string(name)
        raw.pointee.fingerprint = scratch.string(fingerprint)
        raw.pointee.dimension = dimension
        raw.pointee.token_limit = tokenLimit
        raw.pointee.encoded_count = encodedCount
        raw.pointee.cache_hit_count = cacheHitCount
    }
}
