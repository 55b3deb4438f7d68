// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension StoredItem: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension StoredItem: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_stored_item() }

    init(raw: UnsafePointer<Tessera__V1__StoredItem>) {
        self.init(
            item: Unpacked.message(raw.pointee.item),
            version: raw.pointee.version,
            vectors: Unpacked.messages(raw.pointee.n_vectors, raw.pointee.vectors))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__StoredItem>, from scratch: Scratch) {
        tessera__v1__stored_item__init(raw)
        raw.pointee.item = scratch.message(item)
        raw.pointee.version = version
        raw.pointee.n_vectors = vectors.count
        raw.pointee.vectors = scratch.messages(vectors)
    }
}
