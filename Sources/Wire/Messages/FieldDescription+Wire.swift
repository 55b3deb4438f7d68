// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldDescription: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldDescription: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_description() }

    init(raw: UnsafePointer<Tessera__V1__FieldDescription>) {
        self.init(
            spec: Unpacked.message(raw.pointee.spec),
            itemCount: raw.pointee.item_count,
            missingCount: raw.pointee.missing_count,
            codebookHash: Unpacked.blob(raw.pointee.codebook_hash),
            recall: raw.pointee.recall_present_case.rawValue == 5 ? raw.pointee.recall : nil,
            byteCount: raw.pointee.byte_count,
            calibrationVersion: raw.pointee.calibration_version,
            index: Unpacked.message(raw.pointee.index),
            calibration: Unpacked.message(raw.pointee.calibration),
            indexDamage: Unpacked.message(raw.pointee.index_damage))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldDescription>, from scratch: Scratch) {
        tessera__v1__field_description__init(raw)
        raw.pointee.spec = scratch.message(spec)
        raw.pointee.item_count = itemCount
        raw.pointee.missing_count = missingCount
        raw.pointee.codebook_hash = scratch.blob(codebookHash)
        if let recall {
            raw.pointee.recall = recall
            raw.pointee.recall_present_case = .init(5)
        }
        raw.pointee.byte_count = byteCount
        raw.pointee.calibration_version = calibrationVersion
        raw.pointee.index = scratch.message(index)
        raw.pointee.calibration = scratch.message(calibration)
        raw.pointee.index_damage = scratch.message(indexDamage)
    }
}
