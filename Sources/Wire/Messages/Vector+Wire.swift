// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Vector: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Vector: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_vector() }

    init(raw: UnsafePointer<Tessera__V1__Vector>) {
        self.init(
            values: Unpacked.numbers(raw.pointee.n_values, raw.pointee.values))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Vector>, from scratch: Scratch) {
        tessera__v1__vector__init(raw)
        raw.pointee.n_values = values.count
        raw.pointee.values = scratch.numbers(values)
    }
}
