// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension WatchOperationRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension WatchOperationRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_watch_operation_request() }

    init(raw: UnsafePointer<Tessera__V1__WatchOperationRequest>) {
        self.init(
            operation: Unpacked.string(raw.pointee.operation),
            afterRevision: raw.pointee.after_revision,
            waitMicroseconds: raw.pointee.wait_microseconds)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__WatchOperationRequest>, from scratch: Scratch) {
        tessera__v1__watch_operation_request__init(raw)
        raw.pointee.operation = scratch.string(operation)
        raw.pointee.after_revision = afterRevision
        raw.pointee.wait_microseconds = waitMicroseconds
    }
}
