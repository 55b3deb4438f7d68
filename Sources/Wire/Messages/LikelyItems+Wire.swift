// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension LikelyItems: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension LikelyItems: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_likely_items() }

    init(raw: UnsafePointer<Tessera__Internal__V1__LikelyItems>) {
        self.init(
            count: raw.pointee.count,
            weights: Unpacked.numbers(raw.pointee.n_weights, raw.pointee.weights),
            readMask: Unpacked.message(raw.pointee.read_mask))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__LikelyItems>, from scratch: Scratch) {
        tessera__internal__v1__likely_items__init(raw)
        raw.pointee.count = count
        raw.pointee.n_weights = weights.count
        raw.pointee.weights = scratch.numbers(weights)
        raw.pointee.read_mask = scratch.message(readMask)
    }
}
