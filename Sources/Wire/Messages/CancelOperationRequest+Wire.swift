// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension CancelOperationRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension CancelOperationRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_cancel_operation_request() }

    init(raw: UnsafePointer<Tessera__V1__CancelOperationRequest>) {
        self.init(
            operation: Unpacked.string(raw.pointee.operation))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__CancelOperationRequest>, from scratch: Scratch) {
        tessera__v1__cancel_operation_request__init(raw)
        raw.pointee.operation = scratch.string(operation)
    }
}
