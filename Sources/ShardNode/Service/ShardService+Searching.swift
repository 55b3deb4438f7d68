internal import Gallery
internal import Ground
internal import Indexing
internal import Kernels
internal import Quantization
internal import Routing
internal import Serving
internal import Vocabulary
internal import Wire

extension ShardService {
    func registerSearching(in table: inout MethodTable) {
        searching(.countAllowed, in: &table, gallery: { $0.query?.gallery ?? 0 }) {
            (request: CountAllowedRequest, call) throws(CallFailure) -> CountAllowedResponse in
            let search = try self.begin(request.query, view: 0, call)
            let view = search.snapshot.view
            return CountAllowedResponse(
                view: search.snapshot.viewNumber, allowedCount: search.allowedCount, liveCount: UInt64(view.liveCount),
                fieldLiveCounts: view.layouts.indices.map { UInt64(view.liveCount(field: $0)) })
        }
        searching(.scanShard, in: &table, gallery: { $0.query?.gallery ?? 0 }) {
            (request: ScanShardRequest, call) throws(CallFailure) -> ScanShardResponse in
            try self.scan(request, call)
        }
        searching(.fetchRows, in: &table, gallery: \.gallery) {
            (request: FetchRowsRequest, call) throws(CallFailure) -> FetchRowsResponse in
            let snapshot = try self.snapshot(request.view, gallery: request.gallery)
            try snapshot.check(request.ordinals)
            guard request.ordinals.count <= Limits.candidateCountMax,
                request.fields.allSatisfy({ $0 < snapshot.view.layouts.count })
            else { throw Self.malformed("fields", "too many rows, or fields that the gallery has not") }
            return FetchRowsResponse(
                rows: request.fields.map {
                    HalfBytes.bytes(of: snapshot.view.rows(field: Int($0), request.ordinals))
                })
        }
        searching(.fetchPayload, in: &table, gallery: \.gallery) {
            (request: FetchPayloadRequest, _) throws(CallFailure) -> FetchPayloadResponse in
            let snapshot = try self.snapshot(request.view, gallery: request.gallery)
            return FetchPayloadResponse(
                items: try self.store.payload(of: request.ordinals, request.readMask, in: snapshot))
        }
        searching(.fetchItemVectors, in: &table, gallery: \.gallery) {
            (request: FetchItemVectorsRequest, _) throws(CallFailure) -> FetchItemVectorsResponse in
            let shard = LocalShard(store: self.store)
            guard
                let vectors = try shard.vectors(
                    ofItem: request.id, inGallery: request.gallery, in: ShardContext())
            else { return FetchItemVectorsResponse() }
            return FetchItemVectorsResponse(
                isFound: true,
                vectors: vectors.enumerated().compactMap { field, vector in
                    vector.map { ScanProbe(field: UInt32(field), vector: $0) }
                })
        }
    }

    private func scan(_ request: ScanShardRequest, _ call: CallContext) throws(CallFailure) -> ScanShardResponse {
        guard (1...Limits.candidateCountMax).contains(Int(request.candidatesPerField)) else {
            throw CallFailure(
                .invalidArgument, "bad_count", "a scan answers 1 to \(Limits.candidateCountMax) candidates a field",
                field: "candidates_per_field", limit: Int64(Limits.candidateCountMax),
                value: Int64(request.candidatesPerField))
        }
        let search = try begin(request.query, view: request.view, call)
        let round = CandidateRequest(
            candidatesPerField: Int(request.candidatesPerField), includesSimilar: request.includesSimilar,
            scans: search.snapshot.view.liveCount == 0 ? [] : request.scans.map { FieldScan($0) })
        let answer = try search.candidates(round, in: context(of: call))
        var response = answer.message(
            view: search.snapshot.viewNumber, liveCount: UInt64(search.snapshot.view.liveCount))
        if let asked = request.likelyItems {
            let likely = try Self.likely(asked, among: answer)
            response.likelyItems = try store.payload(
                of: likely.map { answer.ordinals[$0] }, asked.readMask, in: search.snapshot)
            response.likelyPositions = likely.map { UInt32($0) }
        }
        return response
    }

    /// The places of the candidates that are answered whole.
    private static func likely(_ asked: LikelyItems, among answer: CandidateAnswer) throws(CallFailure) -> [Int] {
        guard asked.count <= Limits.likelyItemCountMax else {
            throw CallFailure(
                .invalidArgument, "bad_count", "a scan answers at most \(Limits.likelyItemCountMax) items whole",
                field: "likely_items.count", limit: Int64(Limits.likelyItemCountMax), value: Int64(asked.count))
        }
        guard asked.weights.count == answer.lists.count, asked.readMask?.vectors != true else {
            throw malformed("likely_items", "a weight for each searched field, and no vectors")
        }
        return answer.likeliest(Int(asked.count), weights: asked.weights)
    }

    private func context(of call: CallContext) -> ShardContext {
        ShardContext(deadline: call.deadline, cancellation: call.cancellation)
    }

    /// The search that `query` describes, over a snapshot that is kept for a while.
    ///
    /// - Parameter view: the snapshot; 0: the newest.
    private func begin(_ query: ScanQuery?, view: UInt64, _ call: CallContext) throws(CallFailure) -> LocalSearch {
        guard let query, (1...Limits.fieldCountMax).contains(query.probes.count) else {
            throw Self.malformed("query.probes", "a search has 1 to \(Limits.fieldCountMax) fields")
        }
        let context = context(of: call)
        try context.check()
        let snapshot = try snapshot(view, gallery: query.gallery)
        views.hold(snapshot)
        return try LocalSearch(
            ShardQuery(query), snapshot: snapshot, store: store, shard: UInt32(placement.shard), in: context)
    }

    /// The snapshot of a gallery that `view` names; the newest when it is 0.
    ///
    /// - Throws: `NOT_FOUND`; `ABORTED` `view_gone` when it is kept no more.
    func snapshot(_ view: UInt64, gallery: UInt32) throws(CallFailure) -> GallerySnapshot {
        let newest = try store.state(number: gallery).checkedSnapshot()
        if view == 0 || newest.viewNumber == view { return newest }
        guard let held = views.snapshot(view), held.record.number == gallery else {
            throw CallFailure(
                .aborted, "view_gone", "the view that the search began with is kept no more", field: "view")
        }
        return held
    }

    static func malformed(_ field: String, _ text: String) -> CallFailure {
        CallFailure(.invalidArgument, "malformed", text, field: field)
    }
}
