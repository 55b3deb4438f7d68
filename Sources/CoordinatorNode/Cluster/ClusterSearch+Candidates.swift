internal import Gallery
internal import Ground
internal import Routing
internal import Vocabulary
internal import Wire

// A round: the best candidates of all shards.
//
// What is wanted is the best R of a field over all shards. Items are spread by hash, so a shard holds about its share
// of these: it is asked for that and somewhat more, and only where all it answered is among the best R for the rest.
extension ClusterSearch {
    func askCandidates(_ request: CandidateRequest) {
        let share = Self.share(of: request.candidatesPerField, shardCount: shards.count)
        ask(request, count: share, of: Array(shards), known: shards.map { _ in nil })
    }

    /// The candidates that a shard is asked for at first: its mean share of `count`, and four standard deviations of
    /// that.
    static func share(of count: Int, shardCount: Int) -> Int {
        guard shardCount > 1 else { return count }
        let mean = Double(count) / Double(shardCount)
        return min(count, Int((mean + 4 * mean.squareRoot()).rounded(.up)) + 4)
    }

    /// Asks shards for `count` candidates a field.
    ///
    /// - Parameter known: by shard, what others answered in this round.
    private func ask(
        _ request: CandidateRequest, count: Int, of asked: [Int], known: [CandidateAnswer?]
    ) {
        let message = ScanShardRequest(
            query: query.message, candidatesPerField: UInt32(count), includesSimilar: request.includesSimilar,
            scans: request.scans.map(\.message), likelyItems: plan?.likelyItems(shardCount: shards.count))
        let frame = message.frame
        let asks = asked.map { shard in
            ShardAsk(
                shard: shard, frame: frame, suffix: ScanSuffix.bytes(view: views[shard]), preferred: repliers[shard])
        }
        fleet.ask(asks, .scanShard, deadline: shardDeadline, context: search.context) { [self] replies in
            times.scan += clock.lap()
            attempt { () throws(CallFailure) in
                if Self.isOvertaken(replies), restart() { return }
                var answers = known
                for (shard, reply) in zip(asked, replies) {
                    answers[shard] = try taken(reply).map { (reply) throws(CallFailure) in
                        try answer(of: shard, reply)
                    }
                }
                let wanted = request.candidatesPerField
                let cut = count < wanted ? Self.cutShort(answers, askedCount: count, wanted: wanted) : []
                if cut.isEmpty { try take(answers) } else { ask(request, count: wanted, of: cut, known: answers) }
            }
        }
    }

    private func answer(of shard: Int, _ reply: ShardReply) throws(CallFailure) -> CandidateAnswer {
        let response = try unsafe ScanShardResponse(wire: reply.bytes.bytes)
        views[shard] = response.view
        repliers[shard] = reply.replica
        fleet.liveCounts[shard][search.gallery.number] = response.liveCount
        guard response.likelyItems.count == response.likelyPositions.count,
            response.likelyPositions.allSatisfy({ $0 < response.ordinals.count })
        else { throw Self.wrong(shard, "other items than it was asked for") }
        likelyItems[shard] = zip(response.likelyPositions, response.likelyItems).map { position, item in
            (response.ordinals[Int(position)], item)
        }
        return CandidateAnswer(response, shard: UInt32(shard))
    }

    /// The shards that may hold more of the best `wanted` of a field than they were asked for.
    static func cutShort(_ answers: [CandidateAnswer?], askedCount: Int, wanted: Int) -> [Int] {
        var cut: [Int] = []
        for field in 0..<(answers.lazy.compactMap { $0?.lists.count }.min() ?? 0) {
            var scores: [Float] = []
            for answer in answers { if let answer { scores += answer.lists[field].scores } }
            // Where too few were answered there may be more of any score.
            var least = -Float.infinity
            if scores.count >= wanted {
                scores.sort(by: >)
                least = scores[wanted - 1]
            }
            for (shard, answer) in answers.enumerated() {
                guard let list = answer?.lists[field], list.scores.count >= askedCount,
                    let last = list.scores.last, last >= least, !cut.contains(shard)
                else { continue }
                cut.append(shard)
            }
        }
        return cut.sorted()
    }

    /// Goes on with the answers of all shards; those that are missing count as not looked at.
    private func take(_ answers: [CandidateAnswer?]) throws(CallFailure) {
        let missing = shards.filter { answers[$0] == nil }
        let given = answers.compactMap(\.self)
        try run?.accept(candidates: given, unreachedCount: unreachedCount(missing, given))
        times.fuse += clock.lap()
        try step()
    }

    /// The items that would have been looked at on the shards that are missing, as far as is known: as many of theirs
    /// as of the others'.
    private func unreachedCount(_ missing: [Int], _ answers: [CandidateAnswer]) -> UInt64 {
        guard !missing.isEmpty, let plan else { return 0 }
        let number = search.gallery.number
        let known = shards.map { fleet.liveCounts[$0][number] }
        let sum = known.reduce(0) { $0 + ($1 ?? 0) }
        let mean = sum / UInt64(max(known.count { $0 != nil }, 1))
        let missed = missing.reduce(0) { $0 + (known[$1] ?? mean) }
        let planned = answers.reduce(0) { $0 + $1.plannedCount }
        let reached = shards.filter { !missing.contains($0) }.reduce(0) { $0 + (known[$1] ?? 0) }
        guard reached > 0, planned > 0 else { return max(missed, 1) * UInt64(plan.fields.count) }
        return max(UInt64((Double(planned) * Double(missed) / Double(reached)).rounded(.up)), 1)
    }
}
