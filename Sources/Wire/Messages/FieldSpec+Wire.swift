// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldSpec: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldSpec: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_spec() }

    init(raw: UnsafePointer<Tessera__V1__FieldSpec>) {
        self.init(
            name: Unpacked.string(raw.pointee.name),
            dimension: raw.pointee.dimension,
            metric: Metric(rawValue: UInt16(clamping: raw.pointee.metric.rawValue)),
            template: Unpacked.string(raw.pointee.template_),
            encoder: Unpacked.string(raw.pointee.encoder),
            encoderFingerprint: Unpacked.string(raw.pointee.encoder_fingerprint),
            weight: raw.pointee.weight_present_case.rawValue == 7 ? raw.pointee.weight : nil,
            precision: VectorPrecision(rawValue: UInt16(clamping: raw.pointee.precision.rawValue)),
            rerank: VectorPrecision(rawValue: UInt16(clamping: raw.pointee.rerank.rawValue)))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldSpec>, from scratch: Scratch) {
        tessera__v1__field_spec__init(raw)
        raw.pointee.name = scratch.string(name)
        raw.pointee.dimension = dimension
        raw.pointee.metric = .init(UInt32(metric?.rawValue ?? 0))
        raw.pointee.template_ = scratch.string(template)
        raw.pointee.encoder = scratch.string(encoder)
        raw.pointee.encoder_fingerprint = scratch.string(encoderFingerprint)
        if let weight {
            raw.pointee.weight = weight
            raw.pointee.weight_present_case = .init(7)
        }
        raw.pointee.precision = .init(UInt32(precision?.rawValue ?? 0))
        raw.pointee.rerank = .init(UInt32(rerank?.rawValue ?? 0))
    }
}
