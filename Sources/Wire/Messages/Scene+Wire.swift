// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Scene: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Scene: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_scene() }

    init(raw: UnsafePointer<Tessera__V1__Scene>) {
        self.init(
            roleA: Unpacked.message(raw.pointee.role_a),
            roleB: Unpacked.message(raw.pointee.role_b),
            action: Unpacked.string(raw.pointee.action),
            styleWords: Unpacked.strings(raw.pointee.n_style_words, raw.pointee.style_words))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Scene>, from scratch: Scratch) {
        tessera__v1__scene__init(raw)
        raw.pointee.role_a = scratch.message(roleA)
        raw.pointee.role_b = scratch.message(roleB)
        raw.pointee.action = scratch.string(action)
        raw.pointee.n_style_words = styleWords.count
        raw.pointee.style_words = scratch.strings(styleWords)
    }
}
