// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Lora: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Lora: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_lora() }

    init(raw: UnsafePointer<Tessera__V1__Lora>) {
        self.init(
            name: Unpacked.string(raw.pointee.name),
            weight: raw.pointee.weight,
            triggerWords: Unpacked.strings(raw.pointee.n_trigger_words, raw.pointee.trigger_words))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Lora>, from scratch: Scratch) {
        tessera__v1__lora__init(raw)
        raw.pointee.name = scratch.string(name)
        raw.pointee.weight = weight
        raw.pointee.n_trigger_words = triggerWords.count
        raw.pointee.trigger_words = scratch.strings(triggerWords)
    }
}
