// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension Fusion: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension Fusion: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_fusion() }

    init(raw: UnsafePointer<Tessera__V1__Fusion>) {
        self.init(
            kind: FusionKind(rawValue: UInt16(clamping: raw.pointee.kind.rawValue)),
            rrfConstant: raw.pointee.rrf_constant)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__Fusion>, from scratch: Scratch) {
        tessera__v1__fusion__init(raw)
        raw.pointee.kind = .init(UInt32(kind?.rawValue ?? 0))
        raw.pointee.rrf_constant = rrfConstant
    }
}
