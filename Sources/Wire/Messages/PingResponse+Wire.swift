// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension PingResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension PingResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_ping_response() }

    init(raw: UnsafePointer<Tessera__V1__PingResponse>) {
        self.init(
            payload: Unpacked.blob(raw.pointee.payload))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__PingResponse>, from scratch: Scratch) {
        tessera__v1__ping_response__init(raw)
        raw.pointee.payload = scratch.blob(payload)
    }
}
