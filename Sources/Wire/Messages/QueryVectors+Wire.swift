// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension QueryVectors: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension QueryVectors: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_query_vectors() }

    init(raw: UnsafePointer<Tessera__V1__QueryVectors>) {
        self.init(
            field: Unpacked.string(raw.pointee.field),
            values: Unpacked.numbers(raw.pointee.n_values, raw.pointee.values))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__QueryVectors>, from scratch: Scratch) {
        tessera__v1__query_vectors__init(raw)
        raw.pointee.field = scratch.string(field)
        raw.pointee.n_values = values.count
        raw.pointee.values = scratch.numbers(values)
    }
}
