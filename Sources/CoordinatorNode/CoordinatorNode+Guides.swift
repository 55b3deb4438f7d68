internal import Encoding
internal import Gallery
internal import Ground
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerGuides(in table: inout MethodTable) {
        table.async(.search) { (request: SearchRequest, call) async throws(CallFailure) -> SearchResponse in
            let gallery = try self.store.record(of: request.gallery)
            return try await self.answer(request, gallery, call)
        }
        table.async(.findGuides) { (request: FindGuidesRequest, call) async throws(CallFailure) -> FindGuidesResponse in
            let gallery = try self.store.record(of: request.gallery)
            let plan = try ScenePlan(request, in: gallery.completeSpec)
            let found = try await self.answer(plan.search, gallery, call)
            return FindGuidesResponse(
                guides: found.hits, plan: plan.generation, coverage: found.coverage, sequence: found.sequence,
                shortReason: found.shortReason, texts: found.texts, explanation: found.explanation)
        }
        table.async(.embedTexts) { (request: EmbedTextsRequest, call) async throws(CallFailure) -> EmbedTextsResponse in
            try await self.embed(request, call)
        }
    }

    /// The answer to a request: texts to vectors, then the pipeline on one worker.
    private func answer(
        _ request: SearchRequest, _ gallery: GalleryRecord, _ call: CallContext
    ) async throws(CallFailure) -> SearchResponse {
        var clock = Stopwatch()
        var times = StageTimes(queue: MonotonicTime.now.microseconds(since: call.receivedAt))
        var draft = try SearchDraft(request, in: gallery.completeSpec)
        let encoded = try await encode(&draft, call)
        times.encode = clock.lap()

        let context = ShardContext(deadline: call.deadline, cancellation: call.cancellation)
        return try await call.onPool { [self, clock, draft, times] () throws(CallFailure) in
            var (clock, draft, times) = (clock, draft, times)
            times.queue += clock.lap()
            try fillLiked(&draft, gallery, context)
            let plan = try draft.plan(calibrations: store.calibrations(ofGallery: gallery.number))
            let found = try pipeline.run(plan, in: gallery, context, &times)
            var response = SearchResponse(
                hits: found.hits, coverage: found.outcome.coverage, sequence: found.outcome.sequence,
                shortReason: found.outcome.shortReason, texts: encoded.reports, codebookHashes: found.codebookHashes)
            if plan.explains {
                response.explanation = found.outcome.explanation(of: plan, scans: found.scans)
                response.explanation?.times = times
            }
            return response
        }
    }

    /// Fills in the vectors of the fields that are searched by a text.
    private func encode(_ draft: inout SearchDraft, _ call: CallContext) async throws(CallFailure) -> EncodedTexts {
        var texts: [(field: FieldSpec, text: String)] = []
        for field in draft.fields {
            if case .text(let text) = field.source { texts.append((field.spec, text)) }
        }
        let encoded = try await EncodedTexts(texts, by: encoders, call)
        for place in draft.fields.indices {
            guard case .text(let text) = draft.fields[place].source else { continue }
            draft.fields[place].vector = try encoded.vector(of: text, for: draft.fields[place].spec)
        }
        return encoded
    }

    /// Fills in the vectors of the item to be like; a field that it lacks keeps none.
    private func fillLiked(
        _ draft: inout SearchDraft, _ gallery: GalleryRecord, _ context: ShardContext
    ) throws(CallFailure) {
        guard let id = draft.likeId else { return }
        let owner = pipeline.shards[Hash.shard(of: Hash.xxh3(id), shardCount: pipeline.shards.count)]
        guard let vectors = try owner.vectors(ofItem: id, inGallery: gallery.number, in: context) else {
            throw CallFailure(.notFound, "unknown_item", "the gallery has no item '\(id)'", field: "like_id")
        }
        for place in draft.fields.indices {
            guard case .item = draft.fields[place].source else { continue }
            draft.fields[place].vector = vectors[draft.fields[place].index]
        }
    }

    private func embed(_ request: EmbedTextsRequest, _ call: CallContext) async throws(CallFailure)
        -> EmbedTextsResponse
    {
        guard (1...Limits.embedTextCountMax).contains(request.texts.count) else {
            throw CallFailure(
                .invalidArgument, "bad_count", "one call encodes 1 to \(Limits.embedTextCountMax) texts",
                field: "texts",
                limit: Int64(Limits.embedTextCountMax), value: Int64(request.texts.count))
        }
        guard let encoder = encoders.encoder(named: request.encoder) else {
            let known = encoders.encoders.map(\.name).joined(separator: ", ")
            throw CallFailure(
                .failedPrecondition, "unknown_encoder",
                "this node has the encoders [\(known)], not '\(request.encoder)'",
                field: "encoder")
        }
        let encoded = try await encoder.encode(request.texts, deadline: call.deadline) { call.isCancelled }
        return EmbedTextsResponse(
            vectors: encoded.map { Vector(values: $0.vector) },
            reports: encoded.map { TextReport($0, encoder: encoder.name) },
            encoderFingerprint: encoder.fingerprint)
    }
}
