// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension AttributeClause: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension AttributeClause: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_attribute_clause() }

    init(raw: UnsafePointer<Tessera__V1__AttributeClause>) {
        self.init(
            name: Unpacked.string(raw.pointee.name),
            any: Unpacked.messages(raw.pointee.n_any, raw.pointee.any),
            minimum: raw.pointee.minimum_present_case.rawValue == 3 ? raw.pointee.minimum : nil,
            maximum: raw.pointee.maximum_present_case.rawValue == 4 ? raw.pointee.maximum : nil)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__AttributeClause>, from scratch: Scratch) {
        tessera__v1__attribute_clause__init(raw)
        raw.pointee.name = scratch.string(name)
        raw.pointee.n_any = `any`.count
        raw.pointee.any = scratch.messages(`any`)
        if let minimum {
            raw.pointee.minimum = minimum
            raw.pointee.minimum_present_case = .init(3)
        }
        if let maximum {
            raw.pointee.maximum = maximum
            raw.pointee.maximum_present_case = .init(4)
        }
    }
}
