public import Ground

/// Which replica of a shard is asked, and what is done when one is slow, silent or gone: a state machine that knows
/// neither sockets nor clocks, and does the same for the same seed and times.
///
/// Of a shard's replicas two are drawn and the one with less to do and quicker answers is taken (Mitzenmacher, "The
/// Power of Two Choices in Randomized Load Balancing", IEEE TPDS 2001). A call that takes longer than 95 of 100 is
/// asked of a second replica, within a budget (Dean, Barroso, "The Tail at Scale", CACM 2013). A replica with calls in
/// flight that is silent is asked whether it is there; one that stays silent loses its calls to others, at no budget,
/// as it is gone rather than busy. One that fails again and again is left out for a while, longer each time, and gets
/// its share back bit by bit.
///
///     router.begin(shard: 0, preferred: nil, now, &actions)   // .send
///     router.answered(attempt, now, &actions)                 // .answered, .cancel
///     router.advance(to: now, &actions)                       // .send (hedge or stall), .probe
///
/// Costs some hundred nanoseconds a call and nothing allocated once it has seen as many calls at once.
public struct Router: Sendable {
    private struct Call: Sendable {
        var use: UInt32 = 0
        var isOpen = false
        var shard = 0
        /// Bits of replicas that were asked, and of those that have not ended.
        var asked: UInt16 = 0
        var open: UInt16 = 0
        /// By replica: when it was asked.
        var sentAt: [MonotonicTime] = []
        /// When a second replica is asked; `.never` once one was.
        var hedgeAt = MonotonicTime.never
    }

    private let options: RouterOptions
    private var chance: SplitMix
    private var calls: [Call] = []
    private var free: [Int] = []
    /// By shard and replica.
    private var replicas: [[ReplicaHealth]]
    private var latencies: [LatencySketch]
    private var hedgeTokens: Double
    /// When it was last looked what is due.
    private var lookedAt = MonotonicTime(nanoseconds: 0)
    /// Calls begun, attempts because of slowness, and because of silence or failure.
    public private(set) var callCount: UInt64 = 0
    public private(set) var hedgeCount: UInt64 = 0
    public private(set) var retryCount: UInt64 = 0
    /// Calls that are not over.
    public private(set) var openCount = 0

    public init(_ map: ClusterMap, options: RouterOptions = RouterOptions(), seed: UInt64) {
        self.options = options
        chance = SplitMix(seed: seed)
        replicas = map.shards.map { $0.replicas.map { _ in ReplicaHealth() } }
        latencies = map.shards.map { _ in LatencySketch() }
        hedgeTokens = options.hedgeCountSaved
    }

    // MARK: What is known of replicas

    /// Says whether a replica may be asked at all.
    public mutating func setUsable(_ replica: ReplicaId, _ isUsable: Bool, _ now: MonotonicTime) {
        guard replicas[replica.shard][replica.replica].isUsable != isUsable else { return }
        replicas[replica.shard][replica.replica].isUsable = isUsable
        guard isUsable else { return }
        // Whoever found it well knows more than its failures of before.
        replicas[replica.shard][replica.replica].failureCount = 0
        replicas[replica.shard][replica.replica].ejectionCount = 0
        replicas[replica.shard][replica.replica].ejectedUntil = now
        comeBack(replica, now)
    }

    /// A sign of life of a replica.
    public mutating func heard(_ replica: ReplicaId, _ now: MonotonicTime) {
        let wasStalled = replicas[replica.shard][replica.replica].isStalled
        replicas[replica.shard][replica.replica].lastSign = now
        replicas[replica.shard][replica.replica].isProbed = false
        replicas[replica.shard][replica.replica].isStalled = false
        if wasStalled { comeBack(replica, now) }
    }

    private mutating func comeBack(_ replica: ReplicaId, _ now: MonotonicTime) {
        replicas[replica.shard][replica.replica].returnedAt = now
    }

    /// True when the replica is not asked at present although it may be: silent, or failing.
    public func isLeftOut(_ replica: ReplicaId, _ now: MonotonicTime) -> Bool {
        !replicas[replica.shard][replica.replica].isOffered(now)
    }

    /// Attempts at a replica that have not ended.
    public func inFlightCount(_ replica: ReplicaId) -> Int {
        replicas[replica.shard][replica.replica].inFlightCount
    }

    // MARK: Calls

    /// Begins a call to a shard.
    ///
    /// - Parameter preferred: the replica to ask if it can be; nil: any.
    /// - Returns: the call, which ends with `.answered` or `.failed`, perhaps among these `actions`.
    @discardableResult
    public mutating func begin(
        shard: Int, preferred: ReplicaId? = nil, _ now: MonotonicTime, _ actions: inout [RouterAction]
    ) -> CallId {
        let slot = free.popLast() ?? calls.count
        if slot == calls.count { calls.append(Call()) }
        calls[slot].use &+= 1
        calls[slot].isOpen = true
        calls[slot].shard = shard
        calls[slot].asked = 0
        calls[slot].open = 0
        calls[slot].hedgeAt = .never
        callCount += 1
        // Whoever calls `advance` while calls are open begins to do so now.
        if openCount == 0 { lookedAt = now }
        openCount += 1
        hedgeTokens = min(hedgeTokens + options.hedgeShare, options.hedgeCountSaved)
        let call = CallId(slot: slot, use: calls[slot].use)
        if let preferred, replicas[shard][preferred.replica].isOffered(now) {
            send(call, to: preferred.replica, now, &actions)
        } else if let replica = choice(shard, besides: 0, now) {
            send(call, to: replica, now, &actions)
        } else {
            end(call, .failed(call), &actions)
            return call
        }
        if replicas[shard].count > 1, let slow = latencies[shard].slow {
            calls[slot].hedgeAt = now.advanced(microseconds: max(slow, options.hedgeMicrosecondsMin))
        }
        return call
    }

    /// The replica to ask: the better of two by chance. Where none is offered, any that may be asked at all, unless
    /// that is not allowed.
    private mutating func choice(
        _ shard: Int, besides asked: UInt16, _ now: MonotonicTime, isDesperateAllowed: Bool = true
    ) -> Int? {
        for isDesperate in [false, true] where isDesperateAllowed || !isDesperate {
            var count = 0
            var first = -1, second = -1
            // Draws two of those there are, without making a list of them.
            for (number, replica) in replicas[shard].enumerated() where asked >> UInt16(number) & 1 == 0 {
                guard isDesperate ? replica.isUsable : replica.isOffered(now) else { continue }
                count += 1
                if count <= 2 {
                    if first < 0 { first = number } else { second = number }
                    continue
                }
                let place = Int.random(in: 0..<count, using: &chance)
                if place == 0 { first = number } else if place == 1 { second = number }
            }
            if first >= 0, second < 0 { return first }
            if second >= 0 {
                let quickest = quickest(replicas[shard][first], replicas[shard][second])
                let left = replicas[shard][first].cost(now, quickest: quickest, options)
                let right = replicas[shard][second].cost(now, quickest: quickest, options)
                if left == right { return Bool.random(using: &chance) ? first : second }
                return left < right ? first : second
            }
        }
        return nil
    }

    /// The lesser mean latency of those two of which one is known.
    private func quickest(_ left: ReplicaHealth, _ right: ReplicaHealth) -> Double {
        if left.latencyMean == 0 || right.latencyMean == 0 { return max(left.latencyMean, right.latencyMean) }
        return min(left.latencyMean, right.latencyMean)
    }

    private mutating func send(
        _ call: CallId, to number: Int, _ now: MonotonicTime, _ actions: inout [RouterAction]
    ) {
        let shard = calls[call.slot].shard
        calls[call.slot].asked |= 1 << UInt16(number)
        calls[call.slot].open |= 1 << UInt16(number)
        while calls[call.slot].sentAt.count < replicas[shard].count { calls[call.slot].sentAt.append(now) }
        calls[call.slot].sentAt[number] = now
        if replicas[shard][number].inFlightCount == 0 {
            replicas[shard][number].lastSign = max(replicas[shard][number].lastSign, now)
            replicas[shard][number].isProbed = false
        }
        replicas[shard][number].inFlightCount += 1
        actions.append(.send(AttemptId(call: call, replica: number), ReplicaId(shard: shard, replica: number)))
    }

    /// The attempt brought an answer: one of the replica's own, whatever it says.
    public mutating func answered(_ attempt: AttemptId, _ now: MonotonicTime, _ actions: inout [RouterAction]) {
        guard let shard = close(attempt) else { return }
        heard(ReplicaId(shard: shard, replica: attempt.replica), now)
        let latency = now.microseconds(since: calls[attempt.call.slot].sentAt[attempt.replica])
        replicas[shard][attempt.replica].add(latencyMicroseconds: latency, now)
        latencies[shard].add(latency)
        if replicas[shard][attempt.replica].ejectionCount > 0 {
            comeBack(ReplicaId(shard: shard, replica: attempt.replica), now)
        }
        replicas[shard][attempt.replica].failureCount = 0
        replicas[shard][attempt.replica].ejectionCount = 0
        noteLosers(of: attempt.call, now)
        end(attempt.call, .answered(attempt.call, attempt), &actions)
    }

    /// Those who were asked and have not answered take at least as long as they did: else a slow replica whose calls
    /// others answer first would never be known as slow.
    private mutating func noteLosers(of call: CallId, _ now: MonotonicTime) {
        let shard = calls[call.slot].shard
        for number in replicas[shard].indices where calls[call.slot].open >> UInt16(number) & 1 != 0 {
            let latency = now.microseconds(since: calls[call.slot].sentAt[number])
            replicas[shard][number].addAtLeast(latencyMicroseconds: latency, now)
        }
    }

    /// The attempt brought no answer: the replica could not be reached, was lost, or turned the call away.
    public mutating func failed(_ attempt: AttemptId, _ now: MonotonicTime, _ actions: inout [RouterAction]) {
        guard let shard = close(attempt) else { return }
        replicas[shard][attempt.replica].failureCount += 1
        if replicas[shard][attempt.replica].failureCount >= options.failureCountMax {
            let doublings = min(replicas[shard][attempt.replica].ejectionCount, 20)
            let time = min(options.ejectionMicroseconds << UInt64(doublings), options.ejectionMicrosecondsMax)
            replicas[shard][attempt.replica].ejectedUntil = now.advanced(microseconds: time)
            replicas[shard][attempt.replica].returnedAt = replicas[shard][attempt.replica].ejectedUntil
            replicas[shard][attempt.replica].ejectionCount += 1
            replicas[shard][attempt.replica].failureCount = 0
        }
        guard calls[attempt.call.slot].open == 0 else { return }
        if let other = choice(shard, besides: calls[attempt.call.slot].asked, now) {
            retryCount += 1
            send(attempt.call, to: other, now, &actions)
        } else {
            end(attempt.call, .failed(attempt.call), &actions)
        }
    }

    /// The replica turned the call away, as it has too much to do: nothing is wrong with it. Another one is asked
    /// within the budget of hedges, so that where all have too much to do, they get no more of it.
    public mutating func turnedAway(_ attempt: AttemptId, _ now: MonotonicTime, _ actions: inout [RouterAction]) {
        guard let shard = close(attempt) else { return }
        heard(ReplicaId(shard: shard, replica: attempt.replica), now)
        guard calls[attempt.call.slot].open == 0 else { return }
        if hedgeTokens >= 1,
            let other = choice(shard, besides: calls[attempt.call.slot].asked, now, isDesperateAllowed: false)
        {
            hedgeTokens -= 1
            hedgeCount += 1
            calls[attempt.call.slot].hedgeAt = .never
            send(attempt.call, to: other, now, &actions)
        } else {
            end(attempt.call, .failed(attempt.call), &actions)
        }
    }

    /// The attempt was told to end, or ran out of time: says nothing of the replica. The call fails unless another
    /// attempt of it is on its way.
    public mutating func ended(_ attempt: AttemptId, _ now: MonotonicTime, _ actions: inout [RouterAction]) {
        guard close(attempt) != nil, calls[attempt.call.slot].open == 0 else { return }
        end(attempt.call, .failed(attempt.call), &actions)
    }

    /// Nobody waits for the call any more.
    public mutating func cancel(_ call: CallId, _ actions: inout [RouterAction]) {
        guard isOpen(call) else { return }
        end(call, nil, &actions)
    }

    private func isOpen(_ call: CallId) -> Bool {
        calls.indices.contains(call.slot) && calls[call.slot].use == call.use && calls[call.slot].isOpen
    }

    /// The shard of an attempt that has not ended, which it has now; nil for any other.
    private mutating func close(_ attempt: AttemptId) -> Int? {
        let slot = attempt.call.slot
        guard isOpen(attempt.call), calls[slot].open >> UInt16(attempt.replica) & 1 != 0 else { return nil }
        calls[slot].open &= ~(1 << UInt16(attempt.replica))
        let shard = calls[slot].shard
        replicas[shard][attempt.replica].inFlightCount -= 1
        return shard
    }

    private mutating func end(_ call: CallId, _ last: RouterAction?, _ actions: inout [RouterAction]) {
        let shard = calls[call.slot].shard
        for number in replicas[shard].indices where calls[call.slot].open >> UInt16(number) & 1 != 0 {
            replicas[shard][number].inFlightCount -= 1
            actions.append(.cancel(AttemptId(call: call, replica: number)))
        }
        calls[call.slot].open = 0
        calls[call.slot].isOpen = false
        free.append(call.slot)
        openCount -= 1
        if let last { actions.append(last) }
    }

    // MARK: Time

    /// Does what is due: asks silent replicas whether they are there, moves the calls of those that stay silent, and
    /// hedges.
    ///
    /// Costs a look at every open call and every replica: call it every other millisecond while calls are open.
    public mutating func advance(to now: MonotonicTime, _ actions: inout [RouterAction]) {
        // What came while nobody looked has not been read yet: that time is no silence of theirs.
        let gap = now.microseconds(since: lookedAt)
        let excused = gap > options.stallMicroseconds ? gap : 0
        lookedAt = now
        for shard in replicas.indices where replicas[shard].count > 1 {
            for number in replicas[shard].indices where replicas[shard][number].inFlightCount > 0 {
                if excused > 0 {
                    let sign = replicas[shard][number].lastSign.advanced(microseconds: excused)
                    replicas[shard][number].lastSign = min(sign, now)
                }
                let silence = now.microseconds(since: replicas[shard][number].lastSign)
                if silence >= options.stallMicroseconds {
                    replicas[shard][number].isStalled = true
                } else if silence >= options.probeMicroseconds, !replicas[shard][number].isProbed {
                    replicas[shard][number].isProbed = true
                    actions.append(.probe(ReplicaId(shard: shard, replica: number)))
                }
            }
        }
        for slot in calls.indices where calls[slot].isOpen {
            let shard = calls[slot].shard
            guard calls[slot].asked.nonzeroBitCount < replicas[shard].count else { continue }
            let isStuck = replicas[shard].indices.allSatisfy { number in
                calls[slot].open >> UInt16(number) & 1 == 0 || replicas[shard][number].isStalled
            }
            let isSlow = now >= calls[slot].hedgeAt && calls[slot].asked.nonzeroBitCount == 1
            guard isStuck || (isSlow && hedgeTokens >= 1) else { continue }
            // A silent one is no help; one that failed before may be.
            let asked = calls[slot].asked | stalled(shard)
            guard let other = choice(shard, besides: asked, now, isDesperateAllowed: isStuck) else { continue }
            if isStuck {
                retryCount += 1
            } else {
                hedgeTokens -= 1
                hedgeCount += 1
            }
            calls[slot].hedgeAt = .never
            send(CallId(slot: slot, use: calls[slot].use), to: other, now, &actions)
        }
    }

    /// Bits of the shard's replicas that are silent.
    private func stalled(_ shard: Int) -> UInt16 {
        var bits: UInt16 = 0
        for number in replicas[shard].indices where replicas[shard][number].isStalled { bits |= 1 << UInt16(number) }
        return bits
    }
}
