internal import Encoding
internal import Gallery
internal import Ground
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerGuides(in table: inout MethodTable) {
        table.async(.search, work: .perCall) {
            (request: SearchRequest, call) async throws(CallFailure) -> SearchResponse in
            let gallery = try self.store.record(of: request.gallery)
            return try await self.answer(request, gallery, call)
        }
        table.async(.findGuides, work: .perCall) {
            (request: FindGuidesRequest, call) async throws(CallFailure) -> FindGuidesResponse in
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

    /// The answer to a request: texts to vectors, then the desk, and from there one worker.
    private func answer(
        _ request: SearchRequest, _ gallery: GalleryRecord, _ call: CallContext
    ) async throws(CallFailure) -> SearchResponse {
        var clock = Stopwatch()
        var times = StageTimes(queue: MonotonicTime.now.microseconds(since: call.receivedAt))
        var draft = try SearchDraft(request, in: gallery.completeSpec)
        let encoded = try await encode(&draft, call)
        times.encode = clock.lap()

        let context = ShardContext(deadline: call.deadline, cancellation: call.cancellation)
        let (ready, spent) = (draft, times)
        return try await completion { done in
            let waiting = WaitingSearch(
                draft: ready, gallery: gallery, context: context, call: call, texts: encoded.reports, times: spent,
                clock: clock, completion: done)
            desk.add([waiting], of: call)
        }
    }

    /// Fills in the vectors of the fields that are searched by a text.
    private func encode(_ draft: inout SearchDraft, _ call: CallContext) async throws(CallFailure) -> EncodedTexts {
        let encoded = try await EncodedTexts(draft.texts, by: encoders, call)
        try draft.fill(encoded)
        return encoded
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
