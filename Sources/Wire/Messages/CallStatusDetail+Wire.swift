// Made from Protos/tessera/v1/status.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension CallStatusDetail: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension CallStatusDetail: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_call_status_detail() }

    init(raw: UnsafePointer<Tessera__V1__CallStatusDetail>) {
        self.init(
            typeUrl: Unpacked.string(raw.pointee.type_url),
            value: Unpacked.blob(raw.pointee.value))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__CallStatusDetail>, from scratch: Scratch) {
        tessera__v1__call_status_detail__init(raw)
        raw.pointee.type_url = scratch.string(typeUrl)
        raw.pointee.value = scratch.blob(value)
    }
}
