// Made from Protos/tessera/v1/health.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension HealthResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension HealthResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_health_response() }

    init(raw: UnsafePointer<Tessera__V1__HealthResponse>) {
        self.init(
            status: HealthStatus(rawValue: UInt16(clamping: raw.pointee.status.rawValue)))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__HealthResponse>, from scratch: Scratch) {
        tessera__v1__health_response__init(raw)
        raw.pointee.status = .init(UInt32(status?.rawValue ?? 0))
    }
}
