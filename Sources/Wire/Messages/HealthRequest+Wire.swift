// Made from Protos/tessera/v1/health.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension HealthRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension HealthRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_health_request() }

    init(raw: UnsafePointer<Tessera__V1__HealthRequest>) {
        self.init(
            service: Unpacked.string(raw.pointee.service))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__HealthRequest>, from scratch: Scratch) {
        tessera__v1__health_request__init(raw)
        raw.pointee.service = scratch.string(service)
    }
}
