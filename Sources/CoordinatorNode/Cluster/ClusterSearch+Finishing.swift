internal import Gallery
internal import Ground
internal import Routing
internal import Vocabulary
internal import Wire

// From the outcome to the reply.
extension ClusterSearch {
    /// Answers, after the items that are not known yet were fetched, each shard asked once.
    func finish(_ outcome: SearchOutcome) throws(CallFailure) {
        guard let plan else { return }
        guard outcome.coverage >= plan.minCoverage else {
            // A shard that could not be asked at all is named; one that was only late is a matter of the deadline.
            if var absence, absence.status == .unavailable {
                absence.message +=
                    "; without it the answer's coverage is \(outcome.coverage), and min_coverage is \(plan.minCoverage)"
                throw absence
            }
            throw SearchPipeline.tooLate(outcome.coverage, plan.minCoverage)
        }
        var hits = outcome.items.map { Hit(score: $0.score, fields: $0.fields) }
        // By shard: the hits whose items have not come with its candidates.
        var missing: [[Int]] = Array(repeating: [], count: shards.count)
        for (place, chosen) in outcome.items.enumerated() {
            let (shard, ordinal) = (Int(chosen.reference.shard), chosen.reference.ordinal)
            if let known = likelyItems[shard].first(where: { $0.ordinal == ordinal }) {
                hits[place].take(known.item)
            } else {
                missing[shard].append(place)
            }
        }
        let asked = shards.filter { !missing[$0].isEmpty }
        guard !asked.isEmpty else { return reply(hits, outcome, plan) }
        let asks = asked.map { shard in
            let message = FetchPayloadRequest(
                gallery: search.gallery.number, view: views[shard],
                ordinals: missing[shard].map { outcome.items[$0].reference.ordinal }, readMask: plan.readMask)
            return ShardAsk(shard: shard, frame: message.frame, preferred: repliers[shard])
        }
        fleet.ask(asks, .fetchPayload, deadline: shardDeadline, context: search.context) { [self] replies in
            attempt { () throws(CallFailure) in
                for (shard, reply) in zip(asked, replies) {
                    guard let reply = try followed(reply) else { return }
                    let response = try unsafe FetchPayloadResponse(wire: reply.bytes.bytes)
                    guard response.items.count == missing[shard].count else {
                        throw Self.wrong(shard, "other items than it was asked for")
                    }
                    for (place, stored) in zip(missing[shard], response.items) { hits[place].take(stored) }
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
        end(.success(search.response(found, plan, slowLog)))
    }
}

extension Hit {
    fileprivate mutating func take(_ stored: StoredItem) {
        item = stored.item
        version = stored.version
        vectors = stored.vectors
    }
}
