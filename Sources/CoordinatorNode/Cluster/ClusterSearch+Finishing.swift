internal import Gallery
internal import Ground
internal import Routing
internal import Vocabulary
internal import Wire

// From the outcome to the reply.
extension ClusterSearch {
    /// Fetches the payload of the chosen, each shard asked once, and answers.
    func finish(_ outcome: SearchOutcome) throws(CallFailure) {
        guard let plan else { return }
        guard outcome.coverage >= plan.minCoverage else {
            // A shard that could not be asked at all is named; one that was only late is a matter of the deadline.
            if let absence, absence.status == .unavailable { throw absence }
            throw SearchPipeline.tooLate(outcome.coverage, plan.minCoverage)
        }
        let places = shards.map { shard in
            outcome.items.indices.filter { outcome.items[$0].reference.shard == UInt32(shard) }
        }
        let asked = shards.filter { !places[$0].isEmpty }
        let asks = asked.map { shard in
            let message = FetchPayloadRequest(
                gallery: search.gallery.number, view: views[shard],
                ordinals: places[shard].map { outcome.items[$0].reference.ordinal }, readMask: plan.readMask)
            return ShardAsk(shard: shard, frame: message.frame, preferred: repliers[shard])
        }
        guard !asks.isEmpty else { return reply([], outcome, plan) }
        fleet.ask(asks, .fetchPayload, deadline: shardDeadline, context: search.context) { [self] replies in
            attempt { () throws(CallFailure) in
                var hits = outcome.items.map { Hit(score: $0.score, fields: $0.fields) }
                for (shard, reply) in zip(asked, replies) {
                    guard let reply = try followed(reply) else { return }
                    let response = try unsafe FetchPayloadResponse(wire: reply.bytes.bytes)
                    guard response.items.count == places[shard].count else {
                        throw Self.wrong(shard, "other items than it was asked for")
                    }
                    for (place, stored) in zip(places[shard], response.items) {
                        hits[place].item = stored.item
                        hits[place].version = stored.version
                        hits[place].vectors = stored.vectors
                    }
                }
                self.reply(hits, outcome, plan)
            }
        }
    }

    private func reply(_ hits: [Hit], _ outcome: SearchOutcome, _ plan: SearchPlan) {
        var (hits, outcome) = (hits, outcome)
        let foundCount = hits.count
        // What was deleted since the views were fixed has no payload any more.
        hits.removeAll { $0.version == 0 }
        if hits.count < foundCount, outcome.shortReason == nil { outcome.shortReason = .exhausted }
        SearchPipeline.cut(&hits, &outcome)
        times.fetch += clock.lap()
        let found = FoundHits(outcome: outcome, scans: run?.scans ?? [], hits: hits, times: times)
        search.completion(.success(search.response(found, plan, slowLog)))
    }
}
