internal import Gallery
internal import Indexing
internal import Quantization
internal import Vocabulary

// What another shard of the cluster has trained.
enum AdoptionRun {
    /// The stage of an operation that waits for the other shards.
    static let readyStage = "ready, waiting for the other shards"
}

extension TrainingRun {
    /// One for each field of the gallery, as the shard that trained says.
    ///
    /// - Throws: `INVALID_ARGUMENT` when it speaks of other fields, `FAILED_PRECONDITION` when a codebook is missing.
    func plan(_ adoption: Adoption, _ snapshot: GallerySnapshot) throws(CallFailure) -> [FieldWork] {
        guard adoption.fields.map(\.field) == snapshot.view.layouts.indices.map({ UInt32($0) }) else {
            throw CallFailure(.invalidArgument, "fields_changed", "the gallery has other fields here", field: "fields")
        }
        var works: [FieldWork] = []
        for adopted in adoption.fields {
            let field = Int(adopted.field)
            let layout = snapshot.view.layouts[field]
            var work = FieldWork(
                field: field, name: snapshot.spec.fields[field].name, kind: .exact, rerank: adopted.rerank ?? .f16,
                itemCount: snapshot.view.liveCount(field: field))
            if !adopted.codebookHash.isEmpty {
                guard let codebook = adoption.codebooks[adopted.codebookHash], codebook.dimension == layout.dimension,
                    codebook.metric == layout.metric
                else {
                    throw CallFailure(
                        .failedPrecondition, "codebook_unsuitable", "field \(work.name) cannot have this codebook",
                        field: "fields[\(field)].codebook_hash")
                }
                work = FieldWork(
                    field: field, name: work.name, kind: .given(codebook), rerank: work.rerank,
                    itemCount: work.itemCount)
            }
            work.calibration = adopted.calibration
            works.append(work)
        }
        return works
    }

    /// Takes what was measured elsewhere as the index of `work`, with what only this shard knows of its own codes.
    func adopt(_ work: inout FieldWork, _ adoption: Adoption, codes: SealedCodes?) {
        guard let codebook = work.codebook, let codes, var index = adoption.fields[work.field].index else { return }
        let own = fieldIndex(of: codebook, codes: codes)
        (index.sealedCount, index.codeByteCount, index.codeCount) = (own.sealedCount, own.codeByteCount, own.codeCount)
        (index.listLengthMin, index.listLengthMedian) = (own.listLengthMin, own.listLengthMedian)
        (index.listLengthMax, index.rerankByteCount) = (own.listLengthMax, own.rerankByteCount)
        work.index = index
        outcomes.append("field \(work.name): \(own.sealedCount) items encoded")
    }
}

extension FieldIndex {
    /// The index of a gallery that is spread over shards.
    ///
    /// It was measured on the items of one: where that one needs so many candidates, all together need as many each.
    mutating func spread(over shardCount: Int) {
        func spread(_ count: UInt32) -> UInt32 { min(count * UInt32(shardCount), UInt32(Limits.candidateCountMax)) }
        candidateCount = spread(candidateCount)
        for place in points.indices { points[place].candidateCount = spread(points[place].candidateCount) }
    }
}
