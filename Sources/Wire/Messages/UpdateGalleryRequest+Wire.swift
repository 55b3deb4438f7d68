// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension UpdateGalleryRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension UpdateGalleryRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_update_gallery_request() }

    init(raw: UnsafePointer<Tessera__V1__UpdateGalleryRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            scene: Unpacked.message(raw.pointee.scene),
            fusion: FusionKind(rawValue: UInt16(clamping: raw.pointee.fusion.rawValue)),
            weights: Unpacked.messages(raw.pointee.n_weights, raw.pointee.weights),
            exactBelow: raw.pointee.exact_below_present_case.rawValue == 5 ? raw.pointee.exact_below : nil,
            minRecall: raw.pointee.min_recall_present_case.rawValue == 6 ? raw.pointee.min_recall : nil,
            targetRecall: raw.pointee.target_recall_present_case.rawValue == 7 ? raw.pointee.target_recall : nil)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__UpdateGalleryRequest>, from scratch: Scratch) {
        tessera__v1__update_gallery_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.scene = scratch.message(scene)
        raw.pointee.fusion = .init(UInt32(fusion?.rawValue ?? 0))
        raw.pointee.n_weights = weights.count
        raw.pointee.weights = scratch.messages(weights)
        if let exactBelow {
            raw.pointee.exact_below = exactBelow
            raw.pointee.exact_below_present_case = .init(5)
        }
        if let minRecall {
            raw.pointee.min_recall = minRecall
            raw.pointee.min_recall_present_case = .init(6)
        }
        if let targetRecall {
            raw.pointee.target_recall = targetRecall
            raw.pointee.target_recall_present_case = .init(7)
        }
    }
}
