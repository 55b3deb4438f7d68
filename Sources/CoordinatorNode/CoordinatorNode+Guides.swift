internal import Encoding
internal import Gallery
internal import Ground
internal import Routing
internal import Serving
internal import Vocabulary
internal import Wire

extension CoordinatorNode {
    func registerGuides(in table: inout MethodTable) {
        table.async(.search, work: searchWork) {
            (request: SearchRequest, call) async throws(CallFailure) -> SearchResponse in
            var response = try await self.logged(
                .search, gallery: request.gallery, request, call, vectorless: Self.vectorless,
                shown: { ($0.explanation, $0.hits.count) }
            ) { () async throws(CallFailure) in
                try await self.answer(request, self.store.record(of: request.gallery), call)
            }
            response.explanation = Self.completed(response.explanation, of: response, request.explain, call)
            return response
        }
        table.async(.findGuides, work: searchWork) {
            (request: FindGuidesRequest, call) async throws(CallFailure) -> FindGuidesResponse in
            var response = try await self.logged(
                .findGuides, gallery: request.gallery, request, call, vectorless: Self.vectorless,
                shown: { ($0.explanation, $0.guides.count) }
            ) { () async throws(CallFailure) in
                try await self.guides(request, call)
            }
            response.explanation = Self.completed(response.explanation, of: response, request.explain, call)
            return response
        }
        table.async(.embedTexts) { (request: EmbedTextsRequest, call) async throws(CallFailure) -> EmbedTextsResponse in
            try await self.embed(request, call)
        }
    }

    /// Searches work here, or wait for the shards of a cluster.
    private var searchWork: CallWork { fleet == nil ? .perCall : .perWait }

    private func guides(
        _ request: FindGuidesRequest, _ call: CallContext
    ) async throws(CallFailure) -> FindGuidesResponse {
        let gallery = try store.record(of: request.gallery)
        let plan = try ScenePlan(request, in: gallery.completeSpec)
        let found = try await answer(plan.search, gallery, call)
        return FindGuidesResponse(
            guides: found.hits, plan: plan.generation, coverage: found.coverage, sequence: found.sequence,
            shortReason: found.shortReason, texts: found.texts, explanation: found.explanation)
    }

    /// What a reply tells of itself: nothing unless asked to, else also its caller's trace, and how long it takes to
    /// become bytes.
    private static func completed(
        _ explanation: Explanation?, of response: some WireMessage, _ isAsked: Bool, _ call: CallContext
    ) -> Explanation? {
        guard isAsked, var explanation else { return nil }
        explanation.traceparent = call.traceparent
        var clock = Stopwatch()
        response.write(to: ByteBuffer())
        explanation.times?.reply = clock.lap()
        return explanation
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

        let context = ShardContext(deadline: call.deadline, cancellation: call.cancellation, trace: call.trace)
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
