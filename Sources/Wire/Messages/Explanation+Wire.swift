// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Explanation: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Explanation: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_explanation() }

    init(raw: UnsafePointer<Tessera__V1__Explanation>) {
        self.init(
            candidatesPerField: raw.pointee.candidates_per_field,
            unionCount: raw.pointee.union_count,
            roundCount: raw.pointee.round_count,
            allowedCount: raw.pointee.allowed_count,
            times: Unpacked.message(raw.pointee.times),
            fusion: FusionKind(rawValue: UInt16(clamping: raw.pointee.fusion.rawValue)),
            weights: Unpacked.messages(raw.pointee.n_weights, raw.pointee.weights),
            fields: Unpacked.messages(raw.pointee.n_fields, raw.pointee.fields),
            traceparent: Unpacked.string(raw.pointee.traceparent))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Explanation>, from scratch: Scratch) {
        tessera__v1__explanation__init(raw)
        raw.pointee.candidates_per_field = candidatesPerField
        raw.pointee.union_count = unionCount
        raw.pointee.round_count = roundCount
        raw.pointee.allowed_count = allowedCount
        raw.pointee.times = scratch.message(times)
        raw.pointee.fusion = .init(UInt32(fusion?.rawValue ?? 0))
        raw.pointee.n_weights = weights.count
        raw.pointee.weights = scratch.messages(weights)
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.messages(fields)
        raw.pointee.traceparent = scratch.string(traceparent)
    }
}
