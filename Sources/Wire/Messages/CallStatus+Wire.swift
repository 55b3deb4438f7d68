// Made from Protos/tessera/v1/status.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension CallStatus: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension CallStatus: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_call_status() }

    init(raw: UnsafePointer<Tessera__V1__CallStatus>) {
        self.init(
            code: raw.pointee.code,
            message: Unpacked.string(raw.pointee.message),
            details: Unpacked.messages(raw.pointee.n_details, raw.pointee.details))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__CallStatus>, from scratch: Scratch) {
        tessera__v1__call_status__init(raw)
        raw.pointee.code = code
        raw.pointee.message = scratch.string(message)
        raw.pointee.n_details = details.count
        raw.pointee.details = scratch.messages(details)
    }
}
