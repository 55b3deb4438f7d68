import Routing

// What must be true.
extension Simulation {
    /// At every step: hedges within their budget, and in flight what is in flight.
    func checkStep() {
        let most = Double(router.callCount) * options.hedgeShare + options.hedgeCountSaved
        if Double(router.hedgeCount) > most {
            violate("\(router.hedgeCount) hedges of \(router.callCount) calls")
        }
        if router.openCount != calls.count {
            violate("\(router.openCount) calls are open to the router and \(calls.count) are")
        }
        for replica in replicas where router.inFlightCount(replica.id) != replica.openCount {
            violate(
                "\(router.inFlightCount(replica.id)) attempts at \(replica.id) to the router, \(replica.openCount) are")
        }
    }

    func checkSend(_ attempt: AttemptId, _ place: Int, _ query: Int) {
        let replica = replicas[place]
        if !replica.isUsable { violate("\(replica.id) was asked and must not be") }
        if now > queries[query].deadline { violate("query \(query) was sent after its deadline") }
        if queries[query].asked.contains(attempt) { violate("\(replica.id) was asked twice for query \(query)") }
        queries[query].asked.append(attempt)
    }

    /// When a query is answered: in time, with the shards it has, and with all that could be had.
    func checkAnswer(_ query: Int) {
        let asked = queries[query]
        note("query \(query) is answered by \(asked.answered.sorted())")
        if now > asked.deadline { violate("query \(query) was answered after its deadline") }
        if !asked.answered.isDisjoint(with: asked.failed) {
            violate("a shard of query \(query) both answered and failed")
        }
        let answers = Set(asked.checked.compactMap { asked.calls.firstIndex(of: $0.call) })
        if answers != asked.answered { violate("coverage of query \(query) is not what was answered") }
        guard asked.deadline - asked.start >= Self.enoughTime else { return }
        for shard in asked.failed {
            let isWell = replicas.contains { replica in
                guard replica.id.shard == shard, let since = replica.wellSince else { return false }
                return since == 0 || since + Self.settlingTime <= asked.start
            }
            if isWell { violate("shard \(shard) of query \(query) has a replica that is well, and did not answer") }
        }
    }

    /// When all is over nothing is left.
    func checkEnd() {
        for (number, query) in queries.enumerated() where query.end == nil {
            violate("query \(number) was never answered")
        }
        if !attempts.isEmpty { violate("\(attempts.count) attempts are left") }
        if router.openCount != 0 { violate("\(router.openCount) calls are left") }
    }
}
