internal import Encoding
internal import Gallery
internal import Ground
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerBatches(in table: inout MethodTable) {
        table.async(.searchBatch, work: .perByte) {
            (request: SearchBatchRequest, call) async throws(CallFailure) -> SearchBatchResponse in
            try await self.logged(
                .searchBatch, gallery: request.searches.first?.gallery ?? "", request, call,
                vectorless: Self.vectorless, shown: { (nil, $0.results.count { $0.response != nil }) }
            ) { () async throws(CallFailure) in
                try await self.answer(request, call)
            }
        }
    }

    /// A search of a batch that waits for its texts.
    private struct Pending: Sendable {
        let place: Int
        let gallery: GalleryRecord
        var draft: SearchDraft
    }

    /// The answers to all searches of a batch: their texts are encoded together, and workers answer them together.
    private func answer(
        _ request: SearchBatchRequest, _ call: CallContext
    ) async throws(CallFailure) -> SearchBatchResponse {
        var clock = Stopwatch()
        var times = StageTimes(queue: MonotonicTime.now.microseconds(since: call.receivedAt))
        try GalleryRules.check(request)
        // As many as these are not checked on the loop.
        let drafted = await call.onPool { self.drafts(of: request) }
        times.queue += clock.lap()
        var results = drafted.results
        let pending = try await encode(drafted.pending, &results, call)
        times.encode = clock.lap()

        let tray = BatchTray(results: results, missingCount: pending.count, cancellation: call.cancellation)
        let context = ShardContext(deadline: call.deadline, cancellation: call.cancellation, trace: call.trace)
        let waiting = pending.map { [times, clock] pending, texts in
            WaitingSearch(
                draft: pending.draft, gallery: pending.gallery, context: context, call: call, texts: texts,
                times: times, clock: clock, completion: { tray.put($0, at: pending.place) })
        }
        return try await completion { done in
            tray.whenFull(done)
            desk.add(waiting, of: call)
        }
    }

    /// The searches that can be planned; of the others why not.
    private func drafts(of request: SearchBatchRequest) -> (pending: [Pending], results: [SearchResult]) {
        var pending: [Pending] = []
        var results: [SearchResult] = []
        for (place, search) in request.searches.enumerated() {
            do throws(CallFailure) {
                let gallery = try store.record(of: search.gallery)
                let draft = try SearchDraft(search, in: gallery.completeSpec)
                for (field, _) in draft.texts { try EncodedTexts.checkEncoder(of: field, in: encoders) }
                pending.append(Pending(place: place, gallery: gallery, draft: draft))
                results.append(SearchResult())
            } catch {
                results.append(SearchResult(error))
            }
        }
        return (pending, results)
    }

    /// Encodes the texts of all searches in one batch. Whose text cannot be encoded is told in its result, and falls
    /// out.
    ///
    /// - Returns: the others, each with the reports of its texts.
    private func encode(
        _ pending: [Pending], _ results: inout [SearchResult], _ call: CallContext
    ) async throws(CallFailure) -> [(pending: Pending, texts: [TextReport])] {
        let encoded = try await EncodedTexts(pending.flatMap(\.draft.texts), by: encoders, call)
        var ready: [(pending: Pending, texts: [TextReport])] = []
        for var entry in pending {
            do throws(CallFailure) {
                let texts = encoded.reports(of: entry.draft.texts)
                try entry.draft.fill(encoded)
                ready.append((entry, texts))
            } catch {
                results[entry.place] = SearchResult(error)
            }
        }
        return ready
    }
}
