// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension CodesRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension CodesRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_codes_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__CodesRecord>) {
        self.init(
            field: raw.pointee.field,
            codebookHash: Unpacked.blob(raw.pointee.codebook_hash),
            fileHash: Unpacked.blob(raw.pointee.file_hash))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__CodesRecord>, from scratch: Scratch) {
        tessera__storage__v1__codes_record__init(raw)
        raw.pointee.field = field
        raw.pointee.codebook_hash = scratch.blob(codebookHash)
        raw.pointee.file_hash = scratch.blob(fileHash)
    }
}
