// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ReflectionServices: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ReflectionServices: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_reflection_services() }

    init(raw: UnsafePointer<Tessera__V1__ReflectionServices>) {
        self.init(
            services: Unpacked.messages(raw.pointee.n_services, raw.pointee.services))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ReflectionServices>, from scratch: Scratch) {
        tessera__v1__reflection_services__init(raw)
        raw.pointee.n_services = services.count
        raw.pointee.services = scratch.messages(services)
    }
}
