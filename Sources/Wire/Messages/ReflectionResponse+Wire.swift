// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ReflectionResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ReflectionResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_reflection_response() }

    init(raw: UnsafePointer<Tessera__V1__ReflectionResponse>) {
        self.init(
            host: Unpacked.string(raw.pointee.host),
            question: Unpacked.message(raw.pointee.question),
            files: Unpacked.message(raw.pointee.files),
            services: Unpacked.message(raw.pointee.services),
            error: Unpacked.message(raw.pointee.error))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ReflectionResponse>, from scratch: Scratch) {
        tessera__v1__reflection_response__init(raw)
        raw.pointee.host = scratch.string(host)
        raw.pointee.question = scratch.message(question)
        raw.pointee.files = scratch.message(files)
        raw.pointee.services = scratch.message(services)
        raw.pointee.error = scratch.message(error)
    }
}
