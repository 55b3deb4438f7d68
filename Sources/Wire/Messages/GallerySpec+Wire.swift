// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GallerySpec: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GallerySpec: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_gallery_spec() }

    init(raw: UnsafePointer<Tessera__V1__GallerySpec>) {
        self.init(
            name: Unpacked.string(raw.pointee.name),
            fields: Unpacked.messages(raw.pointee.n_fields, raw.pointee.fields),
            scene: Unpacked.message(raw.pointee.scene),
            fusion: FusionKind(rawValue: UInt16(clamping: raw.pointee.fusion.rawValue)),
            exactBelow: raw.pointee.exact_below,
            minRecall: raw.pointee.min_recall,
            targetRecall: raw.pointee.target_recall)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__GallerySpec>, from scratch: Scratch) {
        tessera__v1__gallery_spec__init(raw)
        raw.pointee.name = scratch.string(name)
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.messages(fields)
        raw.pointee.scene = scratch.message(scene)
        raw.pointee.fusion = .init(UInt32(fusion?.rawValue ?? 0))
        raw.pointee.exact_below = exactBelow
        raw.pointee.min_recall = minRecall
        raw.pointee.target_recall = targetRecall
    }
}
