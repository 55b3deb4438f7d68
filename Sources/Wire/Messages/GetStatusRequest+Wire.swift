// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension GetStatusRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension GetStatusRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_get_status_request() }

    init(raw: UnsafePointer<Tessera__V1__GetStatusRequest>) {
        self.init()
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__GetStatusRequest>, from scratch: Scratch) {
        tessera__v1__get_status_request__init(raw)
    }
}
