// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Detection: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Detection: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_detection() }

    init(raw: UnsafePointer<Tessera__V1__Detection>) {
        self.init(
            label: Unpacked.string(raw.pointee.label),
            score: raw.pointee.score,
            box: Unpacked.numbers(raw.pointee.n_box, raw.pointee.box))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Detection>, from scratch: Scratch) {
        tessera__v1__detection__init(raw)
        raw.pointee.label = scratch.string(label)
        raw.pointee.score = score
        raw.pointee.n_box = box.count
        raw.pointee.box = scratch.numbers(box)
    }
}
