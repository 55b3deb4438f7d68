// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ReflectionService: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ReflectionService: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_reflection_service() }

    init(raw: UnsafePointer<Tessera__V1__ReflectionService>) {
        self.init(
            name: Unpacked.string(raw.pointee.name))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ReflectionService>, from scratch: Scratch) {
        tessera__v1__reflection_service__init(raw)
        raw.pointee.name = scratch.string(name)
    }
}
