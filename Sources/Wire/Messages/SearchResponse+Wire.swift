// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

internal import CMessages
public import Ground
public import Vocabulary

extension SearchResponse: WireMessage {
    public init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self = try Unpacked.value(of: bytes)
    }

    public func write(to buffer: ByteBuffer) {
        Scratch.pack(self, to: buffer)
    }
}

extension SearchResponse: PackedMessage {
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { tsk_descriptor_of_search_response() }

    init(raw: UnsafePointer<Tessera__V1__SearchResponse>) {
        self.init(
            hits: Unpacked.messages(raw.pointee.n_hits, raw.pointee.hits),
            coverage: raw.pointee.coverage,
            sequence: raw.pointee.sequence,
            shortReason: ShortReason(rawValue: UInt16(clamping: raw.pointee.short_reason.rawValue)),
            texts: Unpacked.messages(raw.pointee.n_texts, raw.pointee.texts),
            codebookHashes: Unpacked.blobs(raw.pointee.n_codebook_hashes, raw.pointee.codebook_hashes),
            explanation: Unpacked.message(raw.pointee.explanation))
    }

    func fill(_ raw: UnsafeMutablePointer<Tessera__V1__SearchResponse>, from scratch: Scratch) {
        tessera__v1__search_response__init(raw)
        raw.pointee.n_hits = hits.count
        raw.pointee.hits = scratch.messages(hits)
        raw.pointee.coverage = coverage
        raw.pointee.sequence = sequence
        raw.pointee.short_reason = .init(UInt32(shortReason?.rawValue ?? 0))
        raw.pointee.n_texts = texts.count
        raw.pointee.texts = scratch.messages(texts)
        raw.pointee.n_codebook_hashes = codebookHashes.count
        raw.pointee.codebook_hashes = scratch.blobs(codebookHashes)
        raw.pointee.explanation = scratch.message(explanation)
    }
}
