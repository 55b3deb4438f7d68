// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension FindGuidesRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension FindGuidesRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_find_guides_request() }

    init(raw: UnsafePointer<Tessera__V1__FindGuidesRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            scene: Unpacked.message(raw.pointee.scene),
            prompt: Unpacked.string(raw.pointee.prompt),
            vectors: Unpacked.messages(raw.pointee.n_vectors, raw.pointee.vectors),
            imageCount: raw.pointee.image_count,
            weights: Unpacked.messages(raw.pointee.n_weights, raw.pointee.weights),
            excludeIds: Unpacked.strings(raw.pointee.n_exclude_ids, raw.pointee.exclude_ids),
            seed: raw.pointee.seed_present_case.rawValue == 8 ? raw.pointee.seed : nil,
            filter: Unpacked.message(raw.pointee.filter),
            fusion: Unpacked.message(raw.pointee.fusion),
            diversity: Unpacked.message(raw.pointee.diversity),
            minScore: raw.pointee.min_score_present_case.rawValue == 12 ? raw.pointee.min_score : nil,
            readMask: Unpacked.message(raw.pointee.read_mask),
            minCoverage: raw.pointee.min_coverage_present_case.rawValue == 14 ? raw.pointee.min_coverage : nil,
            explain: raw.pointee.explain != 0,
            tuning: Unpacked.message(raw.pointee.tuning))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__FindGuidesRequest>, from scratch: Scratch) {
        tessera__v1__find_guides_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.scene = scratch.message(scene)
        raw.pointee.prompt = scratch.string(prompt)
        raw.pointee.n_vectors = vectors.count
        raw.pointee.vectors = scratch.messages(vectors)
        raw.pointee.image_count = imageCount
        raw.pointee.n_weights = weights.count
        raw.pointee.weights = scratch.messages(weights)
        raw.pointee.n_exclude_ids = excludeIds.count
        raw.pointee.exclude_ids = scratch.strings(excludeIds)
        if let seed {
            raw.pointee.seed = seed
            raw.pointee.seed_present_case = .init(8)
        }
        raw.pointee.filter = scratch.message(filter)
        raw.pointee.fusion = scratch.message(fusion)
        raw.pointee.diversity = scratch.message(diversity)
        if let minScore {
            raw.pointee.min_score = minScore
            raw.pointee.min_score_present_case = .init(12)
        }
        raw.pointee.read_mask = scratch.message(readMask)
        if let minCoverage {
            raw.pointee.min_coverage = minCoverage
            raw.pointee.min_coverage_present_case = .init(14)
        }
        raw.pointee.explain = explain ? 1 : 0
        raw.pointee.tuning = scratch.message(tuning)
    }
}
