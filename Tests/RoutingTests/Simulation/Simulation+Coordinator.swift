import Ground
import Routing
import Session

// What the coordinator does: it carries out what its router says, and tells it what happens.
extension Simulation {
    func ask() {
        let query = queries.count
        let deadline = now + UInt64.random(in: plan.patience, using: &chance)
        queries.append(SimulatedQuery(start: now, deadline: deadline))
        events.add(.deadline(query: query), at: deadline)
        note("query \(query) until \(deadline)")
        var actions: [RouterAction] = []
        for shard in plan.replicaCounts.indices {
            let call = router.begin(shard: shard, moment, &actions)
            calls[call] = query
            queries[query].calls.append(call)
        }
        perform(actions)
        if !isLooking {
            isLooking = true
            events.add(.look, at: now + Self.lookGap)
        }
    }

    func look() {
        var actions: [RouterAction] = []
        router.advance(to: moment, &actions)
        perform(actions)
        isLooking = !calls.isEmpty
        if isLooking { events.add(.look, at: now + Self.lookGap) }
    }

    /// Ends the attempts of a query whose time is over.
    func end(_ query: Int) {
        for attempt in queries[query].asked where forget(attempt) {
            var actions: [RouterAction] = []
            router.ended(attempt, moment, &actions)
            perform(actions)
        }
        if queries[query].end == nil { violate("query \(query) was not answered by its deadline") }
    }

    func visit() {
        for place in replicas.indices {
            if replicas[place].isVisited, let number = replicas[place].connection { close(number) }
            let number = replicas[place].isVisited ? nil : connect(place)
            replicas[place].isVisited = number != nil
            guard let number else {
                setUsable(place, false)
                continue
            }
            write(FrameHeader(.ping, bodyByteCount: 1), body: [1], on: number, isToReplica: true)
        }
    }

    private func setUsable(_ place: Int, _ isUsable: Bool) {
        guard replicas[place].isUsable != isUsable else { return }
        note("\(replicas[place].id) is \(isUsable ? "usable" : "not usable")")
        replicas[place].isUsable = isUsable
        router.setUsable(replicas[place].id, isUsable, moment)
    }

    private func perform(_ actions: [RouterAction]) {
        for action in actions {
            note("\(action)")
            switch action {
            case .send(let attempt, let replica): send(attempt, place(replica))
            case .cancel(let attempt):
                if let known = attempts[attempt], let number = known.connection {
                    write(FrameHeader(.cancel, stream: known.stream), on: number, isToReplica: true)
                }
                forget(attempt)
            case .probe(let replica):
                guard let number = connect(place(replica)) else { continue }
                write(FrameHeader(.ping, bodyByteCount: 1), body: [0], on: number, isToReplica: true)
            case .answered(let call, let attempt): finish(call, attempt)
            case .failed(let call): finish(call, nil)
            }
        }
    }

    private func send(_ attempt: AttemptId, _ place: Int) {
        guard let query = calls[attempt.call] else {
            return violate("an attempt of a call that is over")
        }
        checkSend(attempt, place, query)
        replicas[place].openCount += 1
        var known = SimulatedAttempt(query: query, place: place)
        guard let number = connect(place) else {
            attempts[attempt] = known
            events.add(.refused(attempt), at: now + 100)
            return
        }
        let connection = connections[number]
        known.connection = number
        known.stream = connection.streamNext
        connection.streamNext += 2
        connection.attempts[known.stream] = attempt
        attempts[attempt] = known
        let body = withUnsafeBytes(of: UInt64(query).littleEndian) { Array($0) }
        write(
            FrameHeader(.request, bodyByteCount: 8, code: 48, stream: known.stream), body: body, on: number,
            isToReplica: true)
    }

    /// Drops an attempt; false when it had ended.
    @discardableResult
    private func forget(_ attempt: AttemptId) -> Bool {
        guard let known = attempts.removeValue(forKey: attempt) else { return false }
        replicas[known.place].openCount -= 1
        if let number = known.connection { connections[number].attempts[known.stream] = nil }
        return true
    }

    func fail(_ attempt: AttemptId) {
        guard forget(attempt) else { return }
        var actions: [RouterAction] = []
        router.failed(attempt, moment, &actions)
        perform(actions)
    }

    func take(_ action: SessionAction, atCoordinatorOf number: Int) {
        let connection = connections[number]
        let place = connection.replica
        switch action {
        case .response(let header, let body):
            guard let attempt = connection.attempts[header.stream], let known = attempts[attempt] else { return }
            guard Array(body) == Self.answer(UInt64(known.query), place: place) else { return fail(attempt) }
            forget(attempt)
            queries[known.query].checked.insert(attempt)
            var actions: [RouterAction] = []
            router.answered(attempt, moment, &actions)
            perform(actions)
        case .pong(let body):
            router.heard(replicas[place].id, moment)
            guard body.first == 1, replicas[place].connection == number else { return }
            replicas[place].isVisited = false
            setUsable(place, true)
        case .failed: close(number)
        default: break
        }
    }

    private func finish(_ call: CallId, _ attempt: AttemptId?) {
        guard let query = calls.removeValue(forKey: call) else { return violate("a call was over twice") }
        let shard = queries[query].calls.firstIndex(of: call) ?? queries[query].calls.count
        if let attempt {
            guard queries[query].checked.contains(attempt) else {
                return violate("shard \(shard) of query \(query) counts as answered and has not answered")
            }
            queries[query].answered.insert(shard)
        } else {
            queries[query].failed.insert(shard)
        }
        guard queries[query].answered.count + queries[query].failed.count == plan.replicaCounts.count else { return }
        answer(query)
    }

    private func answer(_ query: Int) {
        guard queries[query].end == nil else { return violate("query \(query) was answered twice") }
        queries[query].end = now
        checkAnswer(query)
    }
}
