// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension PingRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension PingRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_ping_request() }

    init(raw: UnsafePointer<Tessera__V1__PingRequest>) {
        self.init(
            payload: Unpacked.blob(raw.pointee.payload))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__PingRequest>, from scratch: Scratch) {
        tessera__v1__ping_request__init(raw)
        raw.pointee.payload = scratch.blob(payload)
    }
}
