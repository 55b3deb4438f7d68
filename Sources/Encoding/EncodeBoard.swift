internal import Ground
internal import Vocabulary

/// What waits, what is being encoded and what is cached: the encoder's logic, without threads.
///
/// Two rings of calls: short ones (a query, a scene) go first, three batches to one of the long ones (imports), and the
/// calls of a ring take turns. A call's own texts go by length, so that batches need little padding.
struct EncodeBoard {
    /// A call of at most so many texts to encode is a short one.
    static let shortTextCountMax = 8
    /// Texts that a call gives to a shared batch before the next call's turn.
    static let turnTextCount = 8
    /// Batches of short calls in a row while a long one waits.
    static let shortStreakMax = 3

    /// How often a call is asked whether it was cancelled.
    static let lookMicroseconds: UInt64 = 20_000

    /// A caller to wake, and what it is told.
    typealias Finish = (resume: @Sendable (EncodeCall.Answer) -> Void, answer: EncodeCall.Answer)

    let limits: BatchLimits
    let waitingByteCountMax: Int
    var cache: TextCache
    private(set) var isClosed = false
    private(set) var waitingByteCount = 0
    private(set) var encodedTextCount: UInt64 = 0
    private(set) var encodedTokenCount: UInt64 = 0
    /// The texts that each worker has in hand.
    private(set) var inHand: [[EncodeUnit]]
    /// The calls that wait for anything.
    private(set) var liveCalls: [ObjectIdentifier: EncodeCall] = [:]
    private var shortCalls: [EncodeCall] = []
    private var longCalls: [EncodeCall] = []
    private var shortStreak = 0
    /// Texts that wait or are in hand, for calls that ask for the same.
    private var pending: [String: EncodeUnit] = [:]

    init(limits: BatchLimits, workerCount: Int, cacheByteCountMax: Int, waitingByteCountMax: Int) {
        self.limits = limits
        self.waitingByteCountMax = waitingByteCountMax
        cache = TextCache(byteCountMax: cacheByteCountMax)
        inHand = Array(repeating: [], count: workerCount)
    }

    /// Whether a worker would find anything.
    var hasWork: Bool { !shortCalls.isEmpty || !longCalls.isEmpty }

    /// Fills the slots of `call` from the cache and queues the texts that are not in it.
    ///
    /// - Returns: whether the call waits for any; if not, all its slots are full.
    /// - Throws: `RESOURCE_EXHAUSTED` `encoder_busy`, `UNAVAILABLE` `encoder_closed`.
    mutating func add(_ call: EncodeCall, texts: [String]) throws(CallFailure) -> Bool {
        guard !isClosed else { throw CallFailure(.unavailable, "encoder_closed", "the encoder is shutting down") }
        var fresh: [EncodeUnit] = []
        var own: [String: EncodeUnit] = [:]
        var byteCount = 0
        for (slot, text) in texts.enumerated() where call.slots[slot] == nil {
            let unit: EncodeUnit
            if let same = own[text], same.isSpelled(text) {
                unit = same
            } else if let known = cache.find(text) {
                call.slots[slot] = .success(known)
                continue
            } else if let same = pending[text], same.isSpelled(text) {
                unit = same
                // Waiting behind an import, it may now go with this call.
                if same.state == .waiting { fresh.append(same) }
            } else {
                unit = EncodeUnit(text: text)
                fresh.append(unit)
                byteCount += text.utf8.count
            }
            own[text] = unit
            unit.waiters.append((call, slot))
            call.missingCount += 1
        }
        if call.missingCount == 0 { return false }
        guard waitingByteCount + byteCount <= waitingByteCountMax else {
            let busy = CallFailure(
                .resourceExhausted, "encoder_busy", "too many texts wait for the encoder",
                limit: Int64(waitingByteCountMax), value: Int64(waitingByteCount + byteCount),
                retryAfterMicroseconds: 1_000_000)
            // Units of other calls may have taken it for a waiter.
            call.answer = .failure(busy)
            throw busy
        }
        if limits.isMixingCalls {
            for unit in fresh where pending[unit.text] == nil { pending[unit.text] = unit }
        }
        waitingByteCount += byteCount
        call.byteCount = byteCount
        // Taken from the end: the shortest first.
        call.units = fresh.sorted { $0.text.utf8.count > $1.text.utf8.count }
        liveCalls[ObjectIdentifier(call)] = call
        if !fresh.isEmpty {
            if fresh.count <= Self.shortTextCountMax { shortCalls.append(call) } else { longCalls.append(call) }
        }
        return true
    }

    /// The next batch for worker `worker`; nil when nothing waits.
    mutating func take(worker: Int) -> [EncodeUnit]? {
        while hasWork {
            let isShort = !shortCalls.isEmpty && (longCalls.isEmpty || shortStreak < Self.shortStreakMax)
            shortStreak = isShort ? shortStreak + 1 : 0
            let batch = isShort ? gather(from: &shortCalls) : gather(from: &longCalls)
            if batch.isEmpty { continue }
            inHand[worker] = batch
            return batch
        }
        return nil
    }

    private func gather(from ring: inout [EncodeCall]) -> [EncodeUnit] {
        var batch: [EncodeUnit] = []
        var byteCount = 0
        var isFull = false
        while !isFull, !ring.isEmpty {
            let call = ring.removeFirst()
            var turn = limits.isMixingCalls ? Self.turnTextCount : limits.textCountMax
            while turn > 0, !isFull, let unit = call.units.popLast() {
                // Another call's turn may have taken it, and nobody may want it any more.
                guard unit.state == .waiting, unit.isWanted else { continue }
                unit.state = .taken
                batch.append(unit)
                byteCount += unit.text.utf8.count
                turn -= 1
                isFull = batch.count >= limits.textCountMax || byteCount >= limits.byteCountMax
            }
            if !call.units.isEmpty, !call.isFinished { ring.append(call) }
            if !limits.isMixingCalls, !batch.isEmpty { break }
        }
        return batch
    }

    /// Records what became of `unit`, and answers the calls that now know all they asked for.
    mutating func finish(_ unit: EncodeUnit, _ result: Result<EncodedText, CallFailure>) -> [Finish] {
        guard unit.state != .done else { return [] }
        unit.state = .done
        if pending[unit.text] === unit { pending[unit.text] = nil }
        if case .success(let encoded) = result {
            encodedTextCount += 1
            encodedTokenCount += UInt64(encoded.tokenCount)
            cache.keep(encoded, for: unit.text)
        }
        var finished: [Finish] = []
        for (call, slot) in unit.waiters where !call.isFinished {
            call.slots[slot] = result
            call.missingCount -= 1
            if call.missingCount == 0 { finished += end(call, .success(call.slots.map { $0! })) }
        }
        unit.waiters = []
        return finished
    }

    /// Takes note that worker `worker` is done with its batch. What it left undone fails.
    mutating func endBatch(worker: Int) -> [Finish] {
        let batch = inHand[worker]
        inHand[worker] = []
        return batch.flatMap { finish($0, .failure(CallFailure(.cancelled, "cancelled", "encoding was stopped"))) }
    }

    /// Ends `call` with `failure`, unless it has ended.
    mutating func fail(_ call: EncodeCall, _ failure: CallFailure) -> [Finish] {
        call.isFinished ? [] : end(call, .failure(failure))
    }

    /// Ends the calls whose deadline has passed at `now`.
    mutating func expire(now: MonotonicTime) -> [Finish] {
        var finished: [Finish] = []
        for call in liveCalls.values where call.deadline <= now { finished += fail(call, Self.late) }
        return finished
    }

    /// Refuses new calls from now on and ends those that wait.
    mutating func close() -> [Finish] {
        isClosed = true
        return liveCalls.values.flatMap {
            fail($0, CallFailure(.unavailable, "encoder_closed", "the encoder is shutting down"))
        }
    }

    /// The workers whose batch nobody waits for any longer. Its texts count as new when they are asked for again.
    mutating func workersInVain() -> [Int] {
        var workers: [Int] = []
        for (worker, batch) in inHand.enumerated() where !batch.isEmpty && !batch.contains(where: \.isWanted) {
            for unit in batch where pending[unit.text] === unit { pending[unit.text] = nil }
            workers.append(worker)
        }
        return workers
    }

    /// When somebody must look again: at the next deadline, and often while a call asks to be asked.
    func nextLook(now: MonotonicTime) -> MonotonicTime {
        liveCalls.values.map { Self.nextLook(for: $0, now: now) }.min() ?? .never
    }

    static func nextLook(for call: EncodeCall, now: MonotonicTime) -> MonotonicTime {
        call.isCancelled == nil ? call.deadline : min(call.deadline, now.advanced(microseconds: lookMicroseconds))
    }

    static var late: CallFailure {
        CallFailure(.deadlineExceeded, "deadline_exceeded", "the text was not encoded in time")
    }

    static var cancelled: CallFailure { CallFailure(.cancelled, "cancelled", "the caller no longer waits") }

    private mutating func end(_ call: EncodeCall, _ answer: EncodeCall.Answer) -> [Finish] {
        call.answer = answer
        waitingByteCount -= call.byteCount
        liveCalls[ObjectIdentifier(call)] = nil
        // The ring drops the call when its turn comes; what only it wanted is forgotten now.
        for unit in call.units where unit.state == .waiting && !unit.isWanted && pending[unit.text] === unit {
            pending[unit.text] = nil
        }
        call.units = []
        guard let resume = call.resume else { return [] }
        call.resume = nil
        return [(resume, answer)]
    }
}
