// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension ScanList: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension ScanList: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_scan_list() }

    init(raw: UnsafePointer<Tessera__Internal__V1__ScanList>) {
        self.init(
            positions: Unpacked.numbers(raw.pointee.n_positions, raw.pointee.positions),
            scores: Unpacked.numbers(raw.pointee.n_scores, raw.pointee.scores))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__Internal__V1__ScanList>, from scratch: Scratch) {
        tessera__internal__v1__scan_list__init(raw)
        raw.pointee.n_positions = positions.count
        raw.pointee.positions = scratch.numbers(positions)
        raw.pointee.n_scores = scores.count
        raw.pointee.scores = scratch.numbers(scores)
    }
}
