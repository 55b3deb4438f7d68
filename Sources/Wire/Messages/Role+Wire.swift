// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Role: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Role: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_role() }

    init(raw: UnsafePointer<Tessera__V1__Role>) {
        self.init(
            text: Unpacked.string(raw.pointee.text),
            lora: Unpacked.message(raw.pointee.lora))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Role>, from scratch: Scratch) {
        tessera__v1__role__init(raw)
        raw.pointee.text = scratch.string(text)
        raw.pointee.lora = scratch.message(lora)
    }
}
