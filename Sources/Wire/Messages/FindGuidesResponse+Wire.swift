// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FindGuidesResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FindGuidesResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_find_guides_response() }

    init(raw: UnsafePointer<Tessera__V1__FindGuidesResponse>) {
        self.init(
            guides: Unpacked.messages(raw.pointee.n_guides, raw.pointee.guides),
            plan: Unpacked.message(raw.pointee.plan),
            coverage: raw.pointee.coverage,
            sequence: raw.pointee.sequence,
            shortReason: ShortReason(rawValue: UInt16(clamping: raw.pointee.short_reason.rawValue)),
            texts: Unpacked.messages(raw.pointee.n_texts, raw.pointee.texts),
            explanation: Unpacked.message(raw.pointee.explanation))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FindGuidesResponse>, from scratch: Scratch) {
        tessera__v1__find_guides_response__init(raw)
        raw.pointee.n_guides = guides.count
        raw.pointee.guides = scratch.messages(guides)
        raw.pointee.plan = scratch.message(plan)
        raw.pointee.coverage = coverage
        raw.pointee.sequence = sequence
        raw.pointee.short_reason = .init(UInt32(shortReason?.rawValue ?? 0))
        raw.pointee.n_texts = texts.count
        raw.pointee.texts = scratch.messages(texts)
        raw.pointee.explanation = scratch.message(explanation)
    }
}
