// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldCalibration: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldCalibration: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_calibration() }

    init(raw: UnsafePointer<Tessera__V1__FieldCalibration>) {
        self.init(
            version: raw.pointee.version,
            mean: raw.pointee.mean,
            best: raw.pointee.best,
            queryCount: raw.pointee.query_count,
            measuredMicroseconds: raw.pointee.measured_microseconds)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldCalibration>, from scratch: Scratch) {
        tessera__v1__field_calibration__init(raw)
        raw.pointee.version = version
        raw.pointee.mean = mean
        raw.pointee.best = best
        raw.pointee.query_count = queryCount
        raw.pointee.measured_microseconds = measuredMicroseconds
    }
}
