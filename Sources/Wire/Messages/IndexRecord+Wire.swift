// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension IndexRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension IndexRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_index_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__IndexRecord>) {
        self.init(
            gallery: raw.pointee.gallery,
            nextSegment: raw.pointee.next_segment,
            segments: Unpacked.messages(raw.pointee.n_segments, raw.pointee.segments),
            fields: Unpacked.messages(raw.pointee.n_fields, raw.pointee.fields))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__IndexRecord>, from scratch: Scratch) {
        tessera__storage__v1__index_record__init(raw)
        raw.pointee.gallery = gallery
        raw.pointee.next_segment = nextSegment
        raw.pointee.n_segments = segments.count
        raw.pointee.segments = scratch.messages(segments)
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.messages(fields)
    }
}
