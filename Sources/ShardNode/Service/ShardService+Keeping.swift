internal import Ground
internal import Indexing
internal import Kernels
internal import Quantization
internal import Routing
internal import Serving
internal import Vocabulary
internal import Wire

extension ShardService {
    /// Bytes of a codebook or of rows in one answer.
    static let pieceByteCount = 4 << 20

    func registerKeeping(in table: inout MethodTable) {
        table.pool(.addGallery) { (request: AddGalleryRequest, _) throws(CallFailure) -> DescribeGalleryResponse in
            guard let spec = request.spec else { throw Self.malformed("spec", "there is no gallery to make") }
            try self.guarded.checkWritable()
            return try self.store.createGallery(
                spec, number: request.number, createdMicroseconds: request.createdMicroseconds)
        }
        table.async(.writeItems, work: .perByte) {
            (request: WriteItemsRequest, call) async throws(CallFailure) -> WriteResponse in
            try await self.write(request, call)
        }
        table.pool(.listIds) { (request: ListIdsRequest, _) throws(CallFailure) -> ListIdsResponse in
            let name = try self.store.state(number: request.gallery).checkedSnapshot().spec.name
            let count = min(Int(request.count), Limits.batchItemCountMax)
            return ListIdsResponse(ids: try self.store.ids(of: name, after: request.afterId, countMax: count))
        }
        table.pool(.fetchCodebook) {
            (request: FetchCodebookRequest, _) throws(CallFailure) -> FetchCodebookResponse in
            try self.codebook(request)
        }
        table.pool(.putCodebook) { (request: PutCodebookRequest, _) throws(CallFailure) -> Empty in
            try self.guarded.checkWritable()
            try self.tray.put(request)
            return Empty()
        }
        table.pool(.adoptIndex) { (request: AdoptIndexRequest, _) throws(CallFailure) -> Operation in
            try self.guarded.checkWritable()
            var codebooks: [[UInt8]: Codebook] = [:]
            for field in request.fields where !field.codebookHash.isEmpty {
                codebooks[field.codebookHash] = try self.tray.take(field.codebookHash)
            }
            return try self.store.adopt(request, Adoption(fields: request.fields, codebooks: codebooks))
        }
        table.pool(.commitIndex) { (request: CommitIndexRequest, _) throws(CallFailure) -> Empty in
            try self.store.commit(adoption: request.operation)
            return Empty()
        }
        table.pool(.sampleRows) { (request: SampleRowsRequest, call) throws(CallFailure) -> SampleRowsResponse in
            try self.sample(request, call)
        }
    }

    private func write(_ request: WriteItemsRequest, _ call: CallContext) async throws(CallFailure) -> WriteResponse {
        let spec = try store.state(number: request.gallery).checkedSnapshot().spec
        let step =
            request.operation.isEmpty
            ? nil
            : ImportStep(
                operation: request.operation, resumePoint: request.resumePoint, rowsDone: request.rowsDone,
                rowsRejected: request.rowsRejected)
        let result: Result<WriteResponse, CallFailure> = unsafe await withUnsafeContinuation { continuation in
            call.startOnPool { [guarded] in
                guarded.upsert(
                    request.writes.map { Self.prepared($0, spec) }, into: spec.name, step: step,
                    completion: { unsafe continuation.resume(returning: $0) })
            }
        }
        return try result.get()
    }

    private static func prepared(_ write: ShardWrite, _ spec: GallerySpec) -> PreparedWrite {
        var vectors = [[UInt16]?](repeating: nil, count: spec.fields.count)
        for vector in write.vectors where vector.field < spec.fields.count {
            // What is cut off is found too short by the store.
            vectors[Int(vector.field)] = HalfBytes.halves(of: vector.halves) ?? []
        }
        return PreparedWrite(item: write.item ?? Item(), vectors: vectors, expectedVersion: write.expectedVersion)
    }

    private func codebook(_ request: FetchCodebookRequest) throws(CallFailure) -> FetchCodebookResponse {
        let snapshot = try store.state(number: request.gallery).checkedSnapshot()
        let codebooks = snapshot.view.layouts.indices.compactMap { snapshot.view.codebook(field: $0) }
        guard let codebook = codebooks.first(where: { $0.hash == request.codebookHash }) else {
            throw CallFailure(
                .aborted, "codebook_changed", "the gallery has other codebooks by now", field: "codebook_hash")
        }
        let byteCount = unsafe codebook.bytes.count
        guard request.offset < UInt64(byteCount) else { return FetchCodebookResponse(byteCount: UInt64(byteCount)) }
        let start = Int(request.offset)
        let end = min(start + Self.pieceByteCount, byteCount)
        return FetchCodebookResponse(byteCount: UInt64(byteCount), piece: unsafe Array(codebook.bytes[start..<end]))
    }

    private func sample(_ request: SampleRowsRequest, _ call: CallContext) throws(CallFailure) -> SampleRowsResponse {
        let snapshot = try store.state(number: request.gallery).checkedSnapshot()
        let field = Int(request.field)
        guard snapshot.view.layouts.indices.contains(field) else {
            throw Self.malformed("field", "the gallery has no such field")
        }
        let drawn = snapshot.drawn(
            Int(request.count), field: field, seed: request.seed, isCancelled: { call.isCancelled })
        let rowByteCount = 2 * Half.stride(dimension: snapshot.view.layouts[field].dimension)
        let piece = drawn.dropFirst(Int(request.offset)).prefix(max(1, Self.pieceByteCount / (rowByteCount + 8)))
        return SampleRowsResponse(
            keys: piece.map(\.key),
            rows: HalfBytes.bytes(of: snapshot.view.rows(field: field, piece.map(\.ordinal))))
    }
}
