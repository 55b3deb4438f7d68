// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ErrorDetail: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ErrorDetail: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_error_detail() }

    init(raw: UnsafePointer<Tessera__V1__ErrorDetail>) {
        self.init(
            message: Unpacked.string(raw.pointee.message),
            reason: Unpacked.string(raw.pointee.reason),
            field: Unpacked.string(raw.pointee.field),
            limit: raw.pointee.limit_present_case.rawValue == 4 ? raw.pointee.limit : nil,
            value: raw.pointee.value_present_case.rawValue == 5 ? raw.pointee.value : nil,
            retryAfterMicroseconds: raw.pointee.retry_after_present_case.rawValue == 6
                ? raw.pointee.retry_after_microseconds : nil)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__ErrorDetail>, from scratch: Scratch) {
        tessera__v1__error_detail__init(raw)
        raw.pointee.message = scratch.string(message)
        raw.pointee.reason = scratch.string(reason)
        raw.pointee.field = scratch.string(field)
        if let limit {
            raw.pointee.limit = limit
            raw.pointee.limit_present_case = .init(4)
        }
        if let value {
            raw.pointee.value = value
            raw.pointee.value_present_case = .init(5)
        }
        if let retryAfterMicroseconds {
            raw.pointee.retry_after_microseconds = retryAfterMicroseconds
            raw.pointee.retry_after_present_case = .init(6)
        }
    }
}
