internal import Calling
internal import Ground
internal import Routing
internal import Vocabulary

// Asking shards: what the router says is done here. On the loop.
extension ShardFleet {
    /// Time for a replica to say that it is there, in microseconds.
    private static let probeMicroseconds: UInt64 = 1_000_000

    /// Asks shards at once, and tells their answers in the order of the asks.
    ///
    /// - Parameter context: who waits; the shards are told when nobody does any more, and whose trace it is.
    func ask(
        _ asks: [ShardAsk], _ method: Method, deadline: MonotonicTime, context: ShardContext = ShardContext(),
        completion: @escaping ShardRound.Completion
    ) {
        let round = ShardRound(count: asks.count, completion: completion)
        var actions: [RouterAction] = []
        let now = MonotonicTime.now
        for (place, ask) in asks.enumerated() {
            let call = router.begin(shard: ask.shard, preferred: ask.preferred, now, &actions)
            calls[call] = ShardCall(ask, method, deadline: deadline, context: context, round, place: place)
        }
        perform(actions)
        startRouting()
    }

    /// Has the router look at what is due.
    func advance() {
        var actions: [RouterAction] = []
        router.advance(to: .now, &actions)
        let unwanted = calls.filter(\.value.context.isCancelled)
        for id in unwanted.keys { router.cancel(id, &actions) }
        perform(actions)
        for (id, call) in unwanted {
            calls[id] = nil
            call.round.take(.failure(Self.cancelled), at: call.place)
        }
    }

    private static let cancelled = CallFailure(.cancelled, "cancelled", "the caller cancelled the call")

    private func perform(_ actions: [RouterAction]) {
        for action in actions {
            switch action {
            case .send(let attempt, let replica): send(attempt, replicas[replica.shard][replica.replica])
            case .cancel(let attempt): calls[attempt.call]?.started[attempt.replica]?.cancel()
            case .probe(let replica): probe(replicas[replica.shard][replica.replica])
            case .answered(let call, let attempt):
                guard let known = calls.removeValue(forKey: call) else { continue }
                known.round.take(known.results[attempt.replica] ?? .failure(away(known.ask.shard)), at: known.place)
            case .failed(let call):
                guard let known = calls.removeValue(forKey: call) else { continue }
                let failure = known.lastFailure.flatMap { $0.status == .unavailable ? nil : $0 }
                known.round.take(.failure(failure ?? away(known.ask.shard)), at: known.place)
            }
        }
    }

    private func send(_ attempt: AttemptId, _ replica: Replica) {
        guard let call = calls[attempt.call] else { return }
        let frame = Client.copy(ofFrame: call.ask.frame, trace: call.context.trace?.child())
        if !call.ask.suffix.isEmpty { unsafe call.ask.suffix.withUnsafeBytes { unsafe frame.append($0) } }
        let place = replica.place
        call.started[attempt.replica] = replica.client.start(call.method, frame, deadline: call.deadline) {
            [self] result in
            take(result.map { ShardReply(bytes: $0.bytes, replica: place) }, of: attempt)
        }
    }

    /// Takes what became of an attempt.
    private func take(_ result: Result<ShardReply, CallFailure>, of attempt: AttemptId) {
        guard let call = calls[attempt.call] else { return }
        call.results[attempt.replica] = result
        var actions: [RouterAction] = []
        let now = MonotonicTime.now
        if case .failure(let failure) = result {
            switch failure.status {
            case .unavailable:
                call.lastFailure = failure
                router.failed(attempt, now, &actions)
            case .resourceExhausted:
                call.lastFailure = failure
                router.turnedAway(attempt, now, &actions)
            case .deadlineExceeded, .cancelled:
                call.lastFailure = failure
                router.ended(attempt, now, &actions)
            default:
                // Another replica would say the same.
                router.answered(attempt, now, &actions)
            }
        } else {
            router.answered(attempt, now, &actions)
        }
        perform(actions)
    }

    /// Asks a replica that is silent whether it is there.
    private func probe(_ replica: Replica) {
        let place = replica.place
        replica.client.start(
            .ping, PingRequest().frame, deadline: .now.advanced(microseconds: Self.probeMicroseconds)
        ) { [self] result in
            if case .success = result { router.heard(place, .now) }
        }
    }

    /// Why a shard cannot be asked, with its name.
    func away(_ shard: Int) -> CallFailure {
        let faults = replicas[shard].map { "\($0.address): \($0.fault?.message ?? "it does not answer")" }
        return CallFailure(
            .unavailable, "shard_unavailable", "shard \(shard) is away (\(faults.joined(separator: "; ")))",
            field: "shard", value: Int64(shard), retryAfterMicroseconds: 200_000)
    }
}
