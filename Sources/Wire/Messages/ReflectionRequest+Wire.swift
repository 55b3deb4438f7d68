// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ReflectionRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ReflectionRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_reflection_request() }

    init(raw: UnsafePointer<Tessera__V1__ReflectionRequest>) {
        self.init(
            host: Unpacked.string(raw.pointee.host),
            fileName: raw.pointee.file_name_present_case.rawValue == 3 ? Unpacked.string(raw.pointee.file_name) : nil,
            symbol: raw.pointee.symbol_present_case.rawValue == 4 ? Unpacked.string(raw.pointee.symbol) : nil,
            listServices: raw.pointee.list_services_present_case.rawValue == 7
                ? Unpacked.string(raw.pointee.list_services) : nil)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ReflectionRequest>, from scratch: Scratch) {
        tessera__v1__reflection_request__init(raw)
        raw.pointee.host = scratch.string(host)
        if let fileName {
            raw.pointee.file_name = scratch.string(fileName)
            raw.pointee.file_name_present_case = .init(3)
        }
        if let symbol {
            raw.pointee.symbol = scratch.string(symbol)
            raw.pointee.symbol_present_case = .init(4)
        }
        if let listServices {
            raw.pointee.list_services = scratch.string(listServices)
            raw.pointee.list_services_present_case = .init(7)
        }
    }
}
