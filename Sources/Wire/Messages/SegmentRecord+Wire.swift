// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SegmentRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SegmentRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_segment_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__SegmentRecord>) {
        self.init(
            number: raw.pointee.number,
            rowCount: raw.pointee.row_count,
            versionMax: raw.pointee.version_max,
            rowsHash: Unpacked.blob(raw.pointee.rows_hash),
            codes: Unpacked.messages(raw.pointee.n_codes, raw.pointee.codes))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__SegmentRecord>, from scratch: Scratch) {
        tessera__storage__v1__segment_record__init(raw)
        raw.pointee.number = number
        raw.pointee.row_count = rowCount
        raw.pointee.version_max = versionMax
        raw.pointee.rows_hash = scratch.blob(rowsHash)
        raw.pointee.n_codes = codes.count
        raw.pointee.codes = scratch.messages(codes)
    }
}
