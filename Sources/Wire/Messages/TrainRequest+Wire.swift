// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension TrainRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension TrainRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_train_request() }

    init(raw: UnsafePointer<Tessera__V1__TrainRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            fields: Unpacked.strings(raw.pointee.n_fields, raw.pointee.fields),
            listCount: raw.pointee.list_count,
            partCount: raw.pointee.part_count,
            transform: VectorTransform(rawValue: UInt16(clamping: raw.pointee.transform.rawValue)),
            reducedDimension: raw.pointee.reduced_dimension,
            sampleCount: raw.pointee.sample_count,
            coarseIterationCount: raw.pointee.coarse_iteration_count,
            partIterationCount: raw.pointee.part_iteration_count,
            seed: raw.pointee.seed,
            exactBelow: raw.pointee.exact_below_present_case.rawValue == 11 ? raw.pointee.exact_below : nil,
            nprobe: raw.pointee.nprobe,
            queries: Unpacked.messages(raw.pointee.n_queries, raw.pointee.queries),
            threadCount: raw.pointee.thread_count,
            memoryByteCountMax: raw.pointee.memory_byte_count_max,
            rerank: VectorPrecision(rawValue: UInt16(clamping: raw.pointee.rerank.rawValue)),
            codeBits: raw.pointee.code_bits,
            spill: raw.pointee.spill != 0,
            spillWeight: raw.pointee.spill_weight)
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__TrainRequest>, from scratch: Scratch) {
        tessera__v1__train_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.strings(fields)
        raw.pointee.list_count = listCount
        raw.pointee.part_count = partCount
        raw.pointee.transform = .init(UInt32(transform?.rawValue ?? 0))
        raw.pointee.reduced_dimension = reducedDimension
        raw.pointee.sample_count = sampleCount
        raw.pointee.coarse_iteration_count = coarseIterationCount
        raw.pointee.part_iteration_count = partIterationCount
        raw.pointee.seed = seed
        if let exactBelow {
            raw.pointee.exact_below = exactBelow
            raw.pointee.exact_below_present_case = .init(11)
        }
        raw.pointee.nprobe = nprobe
        raw.pointee.n_queries = queries.count
        raw.pointee.queries = scratch.messages(queries)
        raw.pointee.thread_count = threadCount
        raw.pointee.memory_byte_count_max = memoryByteCountMax
        raw.pointee.rerank = .init(UInt32(rerank?.rawValue ?? 0))
        raw.pointee.code_bits = codeBits
        raw.pointee.spill = spill ? 1 : 0
        raw.pointee.spill_weight = spillWeight
    }
}
