// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GallerySummary: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GallerySummary: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_gallery_summary() }

    init(raw: UnsafePointer<Tessera__V1__GallerySummary>) {
        self.init(
            name: Unpacked.string(raw.pointee.name),
            itemCount: raw.pointee.item_count,
            fields: Unpacked.strings(raw.pointee.n_fields, raw.pointee.fields),
            aliases: Unpacked.strings(raw.pointee.n_aliases, raw.pointee.aliases))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__GallerySummary>, from scratch: Scratch) {
        tessera__v1__gallery_summary__init(raw)
        raw.pointee.name = scratch.string(name)
        raw.pointee.item_count = itemCount
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.strings(fields)
        raw.pointee.n_aliases = aliases.count
        raw.pointee.aliases = scratch.strings(aliases)
    }
}
