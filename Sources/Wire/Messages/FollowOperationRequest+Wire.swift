// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FollowOperationRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FollowOperationRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_follow_operation_request() }

    init(raw: UnsafePointer<Tessera__V1__FollowOperationRequest>) {
        self.init(
            operation: Unpacked.string(raw.pointee.operation))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FollowOperationRequest>, from scratch: Scratch) {
        tessera__v1__follow_operation_request__init(raw)
        raw.pointee.operation = scratch.string(operation)
    }
}
