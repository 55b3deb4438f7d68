// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ListOperationsRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ListOperationsRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_list_operations_request() }

    init(raw: UnsafePointer<Tessera__V1__ListOperationsRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            runningOnly: raw.pointee.running_only != 0)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ListOperationsRequest>, from scratch: Scratch) {
        tessera__v1__list_operations_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.running_only = runningOnly ? 1 : 0
    }
}
