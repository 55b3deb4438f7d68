// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ListOperationsResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ListOperationsResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_list_operations_response() }

    init(raw: UnsafePointer<Tessera__V1__ListOperationsResponse>) {
        self.init(
            operations: Unpacked.messages(raw.pointee.n_operations, raw.pointee.operations))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ListOperationsResponse>, from scratch: Scratch) {
        tessera__v1__list_operations_response__init(raw)
        raw.pointee.n_operations = operations.count
        raw.pointee.operations = scratch.messages(operations)
    }
}
