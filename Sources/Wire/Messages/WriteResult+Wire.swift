// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension WriteResult: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension WriteResult: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_write_result() }

    init(raw: UnsafePointer<Tessera__V1__WriteResult>) {
        self.init(
            status: raw.pointee.status,
            version: raw.pointee.version,
            error: Unpacked.message(raw.pointee.error))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__WriteResult>, from scratch: Scratch) {
        tessera__v1__write_result__init(raw)
        raw.pointee.status = status
        raw.pointee.version = version
        raw.pointee.error = scratch.message(error)
    }
}
