// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ReflectionError: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ReflectionError: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_reflection_error() }

    init(raw: UnsafePointer<Tessera__V1__ReflectionError>) {
        self.init(
            code: raw.pointee.code,
            message: Unpacked.string(raw.pointee.message))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ReflectionError>, from scratch: Scratch) {
        tessera__v1__reflection_error__init(raw)
        raw.pointee.code = code
        raw.pointee.message = scratch.string(message)
    }
}
