// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension OperatingPoint: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension OperatingPoint: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_operating_point() }

    init(raw: UnsafePointer<Tessera__V1__OperatingPoint>) {
        self.init(
            nprobe: raw.pointee.nprobe,
            reach: raw.pointee.reach,
            candidateCount: raw.pointee.candidate_count,
            heldOut: Unpacked.message(raw.pointee.held_out),
            given: Unpacked.message(raw.pointee.given),
            listCountMean: raw.pointee.list_count_mean,
            codeCountMean: raw.pointee.code_count_mean,
            costMicroseconds: raw.pointee.cost_microseconds)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__OperatingPoint>, from scratch: Scratch) {
        tessera__v1__operating_point__init(raw)
        raw.pointee.nprobe = nprobe
        raw.pointee.reach = reach
        raw.pointee.candidate_count = candidateCount
        raw.pointee.held_out = scratch.message(heldOut)
        raw.pointee.given = scratch.message(given)
        raw.pointee.list_count_mean = listCountMean
        raw.pointee.code_count_mean = codeCountMean
        raw.pointee.cost_microseconds = costMicroseconds
    }
}
