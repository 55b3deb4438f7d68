// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension TagClause: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension TagClause: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_tag_clause() }

    init(raw: UnsafePointer<Tessera__V1__TagClause>) {
        self.init(
            any: Unpacked.strings(raw.pointee.n_any, raw.pointee.any))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__TagClause>, from scratch: Scratch) {
        tessera__v1__tag_clause__init(raw)
        raw.pointee.n_any = `any`.count
        raw.pointee.any = scratch.strings(`any`)
    }
}
