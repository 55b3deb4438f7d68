// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ReadMask: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ReadMask: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_read_mask() }

    init(raw: UnsafePointer<Tessera__V1__ReadMask>) {
        self.init(
            idOnly: raw.pointee.id_only != 0,
            url: raw.pointee.url != 0,
            description: raw.pointee.description != 0,
            tags: raw.pointee.tags != 0,
            detections: raw.pointee.detections != 0,
            author: raw.pointee.author != 0,
            similarIds: raw.pointee.similar_ids != 0,
            attributes: raw.pointee.attributes != 0,
            vectors: raw.pointee.vectors != 0)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ReadMask>, from scratch: Scratch) {
        tessera__v1__read_mask__init(raw)
        raw.pointee.id_only = idOnly ? 1 : 0
        raw.pointee.url = url ? 1 : 0
        raw.pointee.description = description ? 1 : 0
        raw.pointee.tags = tags ? 1 : 0
        raw.pointee.detections = detections ? 1 : 0
        raw.pointee.author = author ? 1 : 0
        raw.pointee.similar_ids = similarIds ? 1 : 0
        raw.pointee.attributes = attributes ? 1 : 0
        raw.pointee.vectors = vectors ? 1 : 0
    }
}
