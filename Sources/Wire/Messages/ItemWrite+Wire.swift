// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ItemWrite: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ItemWrite: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_item_write() }

    init(raw: UnsafePointer<Tessera__V1__ItemWrite>) {
        self.init(
            item: Unpacked.message(raw.pointee.item),
            vectors: Unpacked.messages(raw.pointee.n_vectors, raw.pointee.vectors),
            expectedVersion: raw.pointee.expected_version_present_case.rawValue == 3
                ? raw.pointee.expected_version : nil)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ItemWrite>, from scratch: Scratch) {
        tessera__v1__item_write__init(raw)
        raw.pointee.item = scratch.message(item)
        raw.pointee.n_vectors = vectors.count
        raw.pointee.vectors = scratch.messages(vectors)
        if let expectedVersion {
            raw.pointee.expected_version = expectedVersion
            raw.pointee.expected_version_present_case = .init(3)
        }
    }
}
