internal import Calling
internal import Ground
internal import Routing
internal import Vocabulary

// Asking shards. On the loop.
extension ShardFleet {
    /// Asks shards at once, and tells their answers in the order of the asks.
    func ask(
        _ asks: [ShardAsk], _ method: Method, deadline: MonotonicTime, completion: @escaping ShardRound.Completion
    ) {
        let round = ShardRound(count: asks.count, completion: completion)
        for (place, ask) in asks.enumerated() { start(ask, method, deadline, tried: [], round, place) }
    }

    private func start(
        _ ask: ShardAsk, _ method: Method, _ deadline: MonotonicTime, tried: [Int], _ round: ShardRound, _ place: Int
    ) {
        guard let replica = replica(of: ask, besides: tried) else {
            return round.take(.failure(away(ask.shard)), at: place)
        }
        let frame = Client.copy(ofFrame: ask.frame)
        if !ask.suffix.isEmpty { unsafe ask.suffix.withUnsafeBytes { unsafe frame.append($0) } }
        // All of it stays on the loop.
        nonisolated(unsafe) let round = round
        let known = replica.place
        replica.client.start(method, frame, deadline: deadline) { [self] result in
            switch result {
            case .success(let reply):
                unsafe round.take(.success(ShardReply(bytes: reply.bytes, replica: known)), at: place)
            case .failure(let failure):
                guard failure.status == .unavailable else {
                    return unsafe round.take(.failure(failure), at: place)
                }
                unsafe start(ask, method, deadline, tried: tried + [known.replica], round, place)
            }
        }
    }

    private func replica(of ask: ShardAsk, besides tried: [Int]) -> Replica? {
        let own = replicas[ask.shard].filter { $0.isUsable && !tried.contains($0.place.replica) }
        if let preferred = ask.preferred, let known = own.first(where: { $0.place == preferred }) { return known }
        return own.randomElement()
    }

    /// Why a shard cannot be asked, with its name.
    func away(_ shard: Int) -> CallFailure {
        let faults = replicas[shard].map { "\($0.address): \($0.fault?.message ?? "lost")" }.joined(separator: "; ")
        return CallFailure(
            .unavailable, "shard_unavailable", "shard \(shard) is away (\(faults))", field: "shard",
            value: Int64(shard), retryAfterMicroseconds: 200_000)
    }
}
