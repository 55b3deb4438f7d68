internal import Indexing
public import Routing
public import Vocabulary

extension LocalShard {
    public func candidates(_ asks: [CandidateAsk]) -> [Result<CandidateAnswer, CallFailure>] {
        let rounds = asks.compactMap { ask in (ask.search as? LocalSearch).map { LocalRound($0, ask) } }
        guard asks.count > 1, rounds.count == asks.count else { return asks.map { $0.answer() } }
        // Field after field, as a search has one memory.
        for place in 0..<(rounds.map(\.search.probes.count).max() ?? 0) {
            let together = rounds.filter { $0.isByCodes(place) }
            let probes = together.compactMap { $0.probe(place) }
            for (round, found) in zip(together, SegmentView.nearest(probes)) { round.take(found) }
            for round in rounds where !round.isByCodes(place) { round.searchExactly(place) }
        }
        return rounds.map { $0.answer() }
    }
}
