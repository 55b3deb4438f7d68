// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FieldIndex: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FieldIndex: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_field_index() }

    init(raw: UnsafePointer<Tessera__V1__FieldIndex>) {
        self.init(
            codebookHash: Unpacked.blob(raw.pointee.codebook_hash),
            listCount: raw.pointee.list_count,
            partCount: raw.pointee.part_count,
            transform: VectorTransform(rawValue: UInt16(clamping: raw.pointee.transform.rawValue)),
            reducedDimension: raw.pointee.reduced_dimension,
            nprobe: raw.pointee.nprobe,
            sealedCount: raw.pointee.sealed_count,
            codeByteCount: raw.pointee.code_byte_count,
            codebookByteCount: raw.pointee.codebook_byte_count,
            listLengthMin: raw.pointee.list_length_min,
            listLengthMedian: raw.pointee.list_length_median,
            listLengthMax: raw.pointee.list_length_max,
            quantizationError: raw.pointee.quantization_error,
            heldOut: Unpacked.message(raw.pointee.held_out),
            given: Unpacked.message(raw.pointee.given),
            sampleCount: raw.pointee.sample_count,
            seed: raw.pointee.seed,
            trainedMicroseconds: raw.pointee.trained_microseconds,
            trainMicroseconds: raw.pointee.train_microseconds,
            rerank: VectorPrecision(rawValue: UInt16(clamping: raw.pointee.rerank.rawValue)),
            rerankByteCount: raw.pointee.rerank_byte_count,
            codeBits: raw.pointee.code_bits,
            spillWeight: raw.pointee.spill_weight,
            codeCount: raw.pointee.code_count,
            reach: raw.pointee.reach_present_case.rawValue == 24 ? raw.pointee.reach : nil,
            candidateCount: raw.pointee.candidate_count,
            targetRecall: raw.pointee.target_recall,
            points: Unpacked.messages(raw.pointee.n_points, raw.pointee.points))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FieldIndex>, from scratch: Scratch) {
        tessera__v1__field_index__init(raw)
        raw.pointee.codebook_hash = scratch.blob(codebookHash)
        raw.pointee.list_count = listCount
        raw.pointee.part_count = partCount
        raw.pointee.transform = .init(UInt32(transform?.rawValue ?? 0))
        raw.pointee.reduced_dimension = reducedDimension
        raw.pointee.nprobe = nprobe
        raw.pointee.sealed_count = sealedCount
        raw.pointee.code_byte_count = codeByteCount
        raw.pointee.codebook_byte_count = codebookByteCount
        raw.pointee.list_length_min = listLengthMin
        raw.pointee.list_length_median = listLengthMedian
        raw.pointee.list_length_max = listLengthMax
        raw.pointee.quantization_error = quantizationError
        raw.pointee.held_out = scratch.message(heldOut)
        raw.pointee.given = scratch.message(given)
        raw.pointee.sample_count = sampleCount
        raw.pointee.seed = seed
        raw.pointee.trained_microseconds = trainedMicroseconds
        raw.pointee.train_microseconds = trainMicroseconds
        raw.pointee.rerank = .init(UInt32(rerank?.rawValue ?? 0))
        raw.pointee.rerank_byte_count = rerankByteCount
        raw.pointee.code_bits = codeBits
        raw.pointee.spill_weight = spillWeight
        raw.pointee.code_count = codeCount
        if let reach {
            raw.pointee.reach = reach
            raw.pointee.reach_present_case = .init(24)
        }
        raw.pointee.candidate_count = candidateCount
        raw.pointee.target_recall = targetRecall
        raw.pointee.n_points = points.count
        raw.pointee.points = scratch.messages(points)
    }
}
