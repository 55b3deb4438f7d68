// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension CountAllowedResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension CountAllowedResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_count_allowed_response() }

    init(raw: UnsafePointer<Tessera__Internal__V1__CountAllowedResponse>) {
        self.init(
            view: raw.pointee.view,
            allowedCount: raw.pointee.allowed_count,
            liveCount: raw.pointee.live_count,
            fieldLiveCounts: Unpacked.numbers(raw.pointee.n_field_live_counts, raw.pointee.field_live_counts))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__CountAllowedResponse>, from scratch: Scratch) {
        tessera__internal__v1__count_allowed_response__init(raw)
        raw.pointee.view = view
        raw.pointee.allowed_count = allowedCount
        raw.pointee.live_count = liveCount
        raw.pointee.n_field_live_counts = fieldLiveCounts.count
        raw.pointee.field_live_counts = scratch.numbers(fieldLiveCounts)
    }
}
