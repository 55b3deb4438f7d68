// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ScanProbe: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ScanProbe: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_scan_probe() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ScanProbe>) {
        self.init(
            field: raw.pointee.field,
            vector: Unpacked.numbers(raw.pointee.n_vector, raw.pointee.vector))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ScanProbe>, from scratch: Scratch) {
        tessera__internal__v1__scan_probe__init(raw)
        raw.pointee.field = field
        raw.pointee.n_vector = vector.count
        raw.pointee.vector = scratch.numbers(vector)
    }
}
