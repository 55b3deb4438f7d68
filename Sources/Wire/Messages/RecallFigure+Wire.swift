// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension RecallFigure: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension RecallFigure: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_recall_figure() }

    init(raw: UnsafePointer<Tessera__V1__RecallFigure>) {
        self.init(
            recall: raw.pointee.recall,
            queryCount: raw.pointee.query_count,
            nprobe: raw.pointee.nprobe,
            candidateCount: raw.pointee.candidate_count,
            standardError: raw.pointee.standard_error)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__RecallFigure>, from scratch: Scratch) {
        tessera__v1__recall_figure__init(raw)
        raw.pointee.recall = recall
        raw.pointee.query_count = queryCount
        raw.pointee.nprobe = nprobe
        raw.pointee.candidate_count = candidateCount
        raw.pointee.standard_error = standardError
    }
}
