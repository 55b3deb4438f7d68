// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Metadata: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Metadata: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_metadata() }

    init(raw: UnsafePointer<Tessera__V1__Metadata>) {
        self.init(
            traceparent: Unpacked.string(raw.pointee.traceparent),
            authorization: Unpacked.string(raw.pointee.authorization))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Metadata>, from scratch: Scratch) {
        tessera__v1__metadata__init(raw)
        raw.pointee.traceparent = scratch.string(traceparent)
        raw.pointee.authorization = scratch.string(authorization)
    }
}
