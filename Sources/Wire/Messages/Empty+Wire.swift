// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Empty: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Empty: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_empty() }

    init(raw: UnsafePointer<Tessera__V1__Empty>) {
        self.init()
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Empty>, from scratch: Scratch) {
        tessera__v1__empty__init(raw)
    }
}
