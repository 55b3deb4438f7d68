// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension BeginImportRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension BeginImportRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_begin_import_request() }

    init(raw: UnsafePointer<Tessera__V1__BeginImportRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            source: Unpacked.string(raw.pointee.source),
            totalCount: raw.pointee.total_count,
            restart: raw.pointee.restart != 0)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__BeginImportRequest>, from scratch: Scratch) {
        tessera__v1__begin_import_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.source = scratch.string(source)
        raw.pointee.total_count = totalCount
        raw.pointee.restart = restart ? 1 : 0
    }
}
