// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension DescribeGalleryResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension DescribeGalleryResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_describe_gallery_response() }

    init(raw: UnsafePointer<Tessera__V1__DescribeGalleryResponse>) {
        self.init(
            spec: Unpacked.message(raw.pointee.spec),
            fields: Unpacked.messages(raw.pointee.n_fields, raw.pointee.fields),
            itemCount: raw.pointee.item_count,
            sequence: raw.pointee.sequence,
            aliases: Unpacked.strings(raw.pointee.n_aliases, raw.pointee.aliases),
            createdMicroseconds: raw.pointee.created_microseconds,
            number: raw.pointee.number,
            memoryByteCount: raw.pointee.memory_byte_count)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__DescribeGalleryResponse>, from scratch: Scratch) {
        tessera__v1__describe_gallery_response__init(raw)
        raw.pointee.spec = scratch.message(spec)
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.messages(fields)
        raw.pointee.item_count = itemCount
        raw.pointee.sequence = sequence
        raw.pointee.n_aliases = aliases.count
        raw.pointee.aliases = scratch.strings(aliases)
        raw.pointee.created_microseconds = createdMicroseconds
        raw.pointee.number = number
        raw.pointee.memory_byte_count = memoryByteCount
    }
}
