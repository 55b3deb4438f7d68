// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ItemRecord: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ItemRecord: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_item_record() }

    init(raw: UnsafePointer<Tessera__Storage__V1__ItemRecord>) {
        self.init(
            item: Unpacked.message(raw.pointee.item),
            version: raw.pointee.version)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Storage__V1__ItemRecord>, from scratch: Scratch) {
        tessera__storage__v1__item_record__init(raw)
        raw.pointee.item = scratch.message(item)
        raw.pointee.version = version
    }
}
