// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SearchRequest: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SearchRequest: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_search_request() }

    init(raw: UnsafePointer<Tessera__V1__SearchRequest>) {
        self.init(
            gallery: Unpacked.string(raw.pointee.gallery),
            limit: raw.pointee.limit,
            fields: Unpacked.messages(raw.pointee.n_fields, raw.pointee.fields),
            text: Unpacked.string(raw.pointee.text),
            likeId: Unpacked.string(raw.pointee.like_id),
            filter: Unpacked.message(raw.pointee.filter),
            excludeIds: Unpacked.strings(raw.pointee.n_exclude_ids, raw.pointee.exclude_ids),
            fusion: Unpacked.message(raw.pointee.fusion),
            diversity: Unpacked.message(raw.pointee.diversity),
            minScore: raw.pointee.min_score_present_case.rawValue == 10 ? raw.pointee.min_score : nil,
            readMask: Unpacked.message(raw.pointee.read_mask),
            minCoverage: raw.pointee.min_coverage_present_case.rawValue == 12 ? raw.pointee.min_coverage : nil,
            explain: raw.pointee.explain != 0,
            minSequence: raw.pointee.min_sequence,
            tuning: Unpacked.message(raw.pointee.tuning))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SearchRequest>, from scratch: Scratch) {
        tessera__v1__search_request__init(raw)
        raw.pointee.gallery = scratch.string(gallery)
        raw.pointee.limit = limit
        raw.pointee.n_fields = fields.count
        raw.pointee.fields = scratch.messages(fields)
        raw.pointee.text = scratch.string(text)
        raw.pointee.like_id = scratch.string(likeId)
        raw.pointee.filter = scratch.message(filter)
        raw.pointee.n_exclude_ids = excludeIds.count
        raw.pointee.exclude_ids = scratch.strings(excludeIds)
        raw.pointee.fusion = scratch.message(fusion)
        raw.pointee.diversity = scratch.message(diversity)
        if let minScore {
            raw.pointee.min_score = minScore
            raw.pointee.min_score_present_case = .init(10)
        }
        raw.pointee.read_mask = scratch.message(readMask)
        if let minCoverage {
            raw.pointee.min_coverage = minCoverage
            raw.pointee.min_coverage_present_case = .init(12)
        }
        raw.pointee.explain = explain ? 1 : 0
        raw.pointee.min_sequence = minSequence
        raw.pointee.tuning = scratch.message(tuning)
    }
}
