// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldScore: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldScore: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_score() }

    init(raw: UnsafePointer<Tessera__V1__FieldScore>) {
        self.init(
            field: Unpacked.string(raw.pointee.field),
            similarity: raw.pointee.similarity_present_case.rawValue == 2 ? raw.pointee.similarity : nil,
            rank: raw.pointee.rank,
            contribution: raw.pointee.contribution)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldScore>, from scratch: Scratch) {
        tessera__v1__field_score__init(raw)
        raw.pointee.field = scratch.string(field)
        if let similarity {
            raw.pointee.similarity = similarity
            raw.pointee.similarity_present_case = .init(2)
        }
        raw.pointee.rank = rank
        raw.pointee.contribution = contribution
    }
}
