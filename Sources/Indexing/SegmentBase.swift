internal import Quantization
internal import Vocabulary

/// What a segment stands on and never changes: sealed rows and their codes, and the codebooks of its fields.
struct SegmentBase: Sendable {
    let sealed: SealedRows?
    /// By field; nil where the field is exact or no row is sealed.
    let codes: [SealedCodes?]
    /// By field; nil where the field is exact.
    let codebooks: [Codebook?]

    init(layouts: [FieldLayout], sealed: SealedRows?, codes: [SealedCodes?], codebooks: [Codebook?]) {
        precondition(sealed.map { $0.layouts == layouts } ?? true, "sealed rows of other fields")
        precondition(codes.isEmpty || codes.count == layouts.count, "codes of \(codes.count) fields")
        precondition(codebooks.isEmpty || codebooks.count == layouts.count, "codebooks of \(codebooks.count) fields")
        let isSealed = (sealed?.count ?? 0) > 0
        var usedCodes = [SealedCodes?](repeating: nil, count: layouts.count)
        var usedCodebooks = [Codebook?](repeating: nil, count: layouts.count)
        for (field, layout) in layouts.enumerated() where !codebooks.isEmpty {
            guard let codebook = codebooks[field] else { continue }
            precondition(
                codebook.dimension == layout.dimension && codebook.metric == layout.metric,
                "a codebook of another layout")
            if isSealed {
                guard !codes.isEmpty, let found = codes[field] else { continue }
                precondition(found.rows === sealed && found.field == field, "codes of other rows")
                precondition(found.codebook.hash == codebook.hash, "codes of another codebook")
                usedCodes[field] = found
            }
            usedCodebooks[field] = codebook
        }
        self.sealed = isSealed ? sealed : nil
        self.codes = usedCodes
        self.codebooks = usedCodebooks
    }

    var sealedCount: Int { sealed?.count ?? 0 }
    var chunkCount: Int { (sealedCount + SegmentChunk.rowCount - 1) / SegmentChunk.rowCount }
    /// The first ordinal behind the sealed chunks.
    var growingStart: Int { chunkCount * SegmentChunk.rowCount }

    /// The chunks of the sealed rows. What the last one lacks is dead.
    func chunks() -> [ChunkState] {
        guard let sealed else { return [] }
        return (0..<chunkCount).map { place in
            var state = ChunkState(chunk: SegmentChunk(sealed, firstRow: place * SegmentChunk.rowCount))
            for row in 0..<state.chunk.heldRowCount { state.fields |= state.chunk.presence(row) }
            for row in state.chunk.heldRowCount..<SegmentChunk.rowCount { state.kill(row) }
            return state
        }
    }
}
