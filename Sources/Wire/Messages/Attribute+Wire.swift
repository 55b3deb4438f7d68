// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Attribute: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Attribute: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_attribute() }

    init(raw: UnsafePointer<Tessera__V1__Attribute>) {
        let value: Value?
        switch raw.pointee.value_case.rawValue {
        case 2: value = .text(Unpacked.string(raw.pointee.text))
        case 3: value = .integer(raw.pointee.integer)
        case 4: value = .real(raw.pointee.real)
        case 5: value = .flag(raw.pointee.flag != 0)
        default: value = nil
        }
        self.init(
            name: Unpacked.string(raw.pointee.name),
            value: value)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Attribute>, from scratch: Scratch) {
        tessera__v1__attribute__init(raw)
        raw.pointee.name = scratch.string(name)
        switch value {
        case .text(let value):
            raw.pointee.text = scratch.string(value)
            raw.pointee.value_case = .init(2)
        case .integer(let value):
            raw.pointee.integer = value
            raw.pointee.value_case = .init(3)
        case .real(let value):
            raw.pointee.real = value
            raw.pointee.value_case = .init(4)
        case .flag(let value):
            raw.pointee.flag = value ? 1 : 0
            raw.pointee.value_case = .init(5)
        case nil: break
        }
    }
}
