// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ReflectionFiles: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ReflectionFiles: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_reflection_files() }

    init(raw: UnsafePointer<Tessera__V1__ReflectionFiles>) {
        self.init(
            files: Unpacked.blobs(raw.pointee.n_files, raw.pointee.files))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ReflectionFiles>, from scratch: Scratch) {
        tessera__v1__reflection_files__init(raw)
        raw.pointee.n_files = files.count
        raw.pointee.files = scratch.blobs(files)
    }
}
