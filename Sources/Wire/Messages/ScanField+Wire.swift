// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ScanField: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ScanField: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_scan_field() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ScanField>) {
        self.init(
            codebookHash: Unpacked.blob(raw.pointee.codebook_hash),
            lists: Unpacked.numbers(raw.pointee.n_lists, raw.pointee.lists))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ScanField>, from scratch: Scratch) {
        tessera__internal__v1__scan_field__init(raw)
        raw.pointee.codebook_hash = scratch.blob(codebookHash)
        raw.pointee.n_lists = lists.count
        raw.pointee.lists = scratch.numbers(lists)
    }
}
