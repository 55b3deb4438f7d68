internal import Eventing
internal import Ground
internal import Synchronization
internal import Vocabulary

/// Where calls wait that take time on the worker pool: says beforehand which of them would come too late, and lets
/// connections take turns.
///
/// The pool is given little more than keeps it busy; the rest waits here, a line for each connection. A turn is so much
/// time, not so many calls, and who has taken more than its share waits until the others have had as much (deficit
/// round robin, Shreedhar and Varghese, SIGCOMM 1995, with debts in place of savings).
///
/// The connections of all loops wait here; each call is begun on its own loop, whoever made room for it. Used on the
/// loops' threads, but for `charge`.
@safe final class WaitingRoom: @unchecked Sendable {
    // Unchecked: the first two are atomic; whatever else changes is touched under `lock`, or by the one loop there is.

    /// Nanoseconds of work that was given to the pool and is not done, as was expected of it.
    private let begun = Atomic<Int>(0)
    /// The same where a call counts as what a thread is given beforehand at most: so that each thread gets one, however
    /// long it takes.
    private let occupied = Atomic<Int>(0)
    private var meters: [WorkMeter]
    /// Lines in which something waits, and whose turn it is.
    private var lines: [WaitingLine] = []
    private var turn = 0
    private var waitingNanoseconds = 0
    private var waitingCount = 0
    /// Counts the times in which something waited without a break: debts are forgiven after each.
    private var rush = 0
    /// Nil where there is one loop, which needs none. Its value says nothing; an empty one would have the address of
    /// the mutex, which the thread sanitizer takes for a race.
    private let lock: Guarded<Bool>?
    /// How many calls are made at once: the threads of the pool, or where calls wait for other nodes, as many as these
    /// are to be kept busy with. All times here are those of one such slot.
    private let slotCount: Int
    /// Slots that a call has which keeps a thread of the pool busy.
    private let slotCountPerWorker: Int
    private let table: MethodTable
    private let delayNanosecondsMax: Int

    /// Work that a slot is given beforehand: some searches, so that it may answer several together and never waits
    /// for the loop.
    private static let begunNanosecondsPerSlot = 4_000_000
    /// Work of one connection in its turn.
    private static let turnNanoseconds = 500_000

    init(table: MethodTable, workerCount: Int, loopCount: Int, limits: Limits) {
        lock = loopCount > 1 ? Guarded(true) : nil
        meters = table.entries.map { WorkMeter($0.work) }
        self.table = table
        slotCountPerWorker = max(1, (table.waitingCallCount ?? workerCount) / workerCount)
        slotCount = slotCountPerWorker * workerCount
        delayNanosecondsMax = limits.queueDelayMilliseconds * 1_000_000
    }

    /// What `body` answers while no other loop touches what it does.
    @inline(__always)
    private func alone<Result: Sendable>(_ body: () -> Result) -> Result {
        guard let lock else { return body() }
        return lock.withLock { _ in body() }
    }

    // MARK: Coming in

    /// Nanoseconds that a call of this method takes, going by those before it.
    func estimate(ofMethod index: Int, byteCount: Int) -> Int {
        alone { meters[index].estimate(byteCount: byteCount) }
    }

    /// Why a call would not be answered in time, before anything is done for it; nil when it would be.
    ///
    /// One that finds nothing before it is always let in.
    func refusal(
        ofMethod index: Int, byteCount: Int, line: WaitingLine?, deadline: MonotonicTime, now: MonotonicTime
    ) -> CallFailure? {
        let ahead = begun.load(ordering: .relaxed)
        let expected: (own: Int, wait: Int)? = alone {
            guard ahead > 0 || waitingCount > 0 else { return nil }
            let own = meters[index].estimate(byteCount: byteCount)
            return own > 0 ? (own, expectedWait(of: own, line: line, ahead: ahead)) : nil
        }
        guard let (own, wait) = expected else { return nil }
        let time = time(of: own, ofMethod: index)
        let left = deadline == .never ? delayNanosecondsMax : Self.nanoseconds(from: now, to: deadline)
        // Where more comes than can be done the line is always as long as it may be. Half the time that is left is
        // enough to keep the pool busy, and leaves the other half for what an expectation does not know.
        let excess = deadline == .never ? wait - left : 2 * wait + time - left
        guard excess > 0 else { return nil }
        if time > left { alone { meters[index].fade() } }
        return Status.overloaded(waitMicroseconds: wait / 1_000, excessMicroseconds: excess / 1_000)
    }

    /// Nanoseconds that pass while a call is made that takes `own` of a slot.
    private func time(of own: Int, ofMethod index: Int) -> Int {
        table.entries[index].work == .perWait ? own : own / slotCountPerWorker
    }

    /// Nanoseconds until a call that takes `own` is begun: what the pool has, what stands before it in its line, and of
    /// the others' lines as much as that.
    private func expectedWait(of own: Int, line: WaitingLine?, ahead: Int) -> Int {
        let mine = line?.waitingNanoseconds ?? 0
        let others = waitingNanoseconds - mine
        let otherCount = lines.count - (line.map { $0.place >= 0 } == true ? 1 : 0)
        let mean = waitingCount == 0 ? 0 : waitingNanoseconds / waitingCount
        return (max(ahead, 0) + mine + min(others, otherCount * max(mine + own, mean))) / slotCount
    }

    private static func nanoseconds(from now: MonotonicTime, to deadline: MonotonicTime) -> Int {
        deadline > now ? Int(clamping: deadline.nanoseconds - now.nanoseconds) : 0
    }

    /// Begins `call`, now or in its turn.
    func enter(_ call: PendingCall, line: @autoclosure () -> WaitingLine) {
        guard call.estimateNanoseconds > 0 else { return begin(call) }
        let isFree = alone {
            guard lines.isEmpty, hasRoom else { return false }
            take(call.estimateNanoseconds)
            return true
        }
        if isFree { return begin(call) }
        let line = line()
        alone {
            if line.place < 0 { add(line) }
            line.add(call)
            waitingNanoseconds += call.estimateNanoseconds
            waitingCount += 1
        }
        beginWaiting()
    }

    private func add(_ line: WaitingLine) {
        if line.rush != rush {
            line.rush = rush
            line.credit = 0
        }
        line.place = lines.count
        lines.append(line)
    }

    // MARK: Being begun

    private var hasRoom: Bool { occupied.load(ordering: .relaxed) < slotCount * Self.begunNanosecondsPerSlot }

    private func take(_ nanoseconds: Int) {
        begun.add(nanoseconds, ordering: .relaxed)
        occupied.add(min(nanoseconds, Self.begunNanosecondsPerSlot), ordering: .relaxed)
    }

    /// Gives back the part of `call` from `before` nanoseconds of work to `after`.
    private func give(_ call: PendingCall, from before: Int, to after: Int) {
        let whole = call.estimateNanoseconds
        guard before < whole else { return }
        begun.subtract(min(after, whole) - before, ordering: .relaxed)
        let part = min(whole, Self.begunNanosecondsPerSlot)
        if before < part { occupied.subtract(min(after, part) - before, ordering: .relaxed) }
    }

    /// Begins `call`, for which there is room. On its loop.
    private func begin(_ call: PendingCall) {
        call.state = .begun
        call.start()
    }

    /// Begins what waits, as far as there is room.
    private func beginWaiting() {
        while let call = alone({ takeNext() }) {
            let loop = call.connection.loop
            if lock == nil || loop.isOnLoop {
                admit(call)
            } else {
                loop.post { [self] in
                    admit(call)
                    // If it was not begun after all, there is room for another.
                    beginWaiting()
                }
            }
        }
    }

    /// The next call, if there is room for it, which it has from then on.
    private func takeNext() -> PendingCall? {
        guard !lines.isEmpty, hasRoom, let call = next() else { return nil }
        take(call.estimateNanoseconds)
        return call
    }

    /// Begins `call`, for which there is room, unless that has become useless. On its loop.
    private func admit(_ call: PendingCall) {
        if call.isAnswered {
            give(call, from: 0, to: Int.max)
            call.connection.finish(call)
        } else if let shortage = call.connection.shortage {
            give(call, from: 0, to: Int.max)
            call.connection.turnAway(call, shortage)
        } else if call.deadline != .never,
            Self.nanoseconds(from: .now, to: call.deadline)
                < time(of: call.estimateNanoseconds, ofMethod: call.methodIndex),
            begun.load(ordering: .relaxed) > call.estimateNanoseconds
        {
            // It would be begun in vain.
            give(call, from: 0, to: Int.max)
            call.connection.turnAway(call, Status.overloaded(waitMicroseconds: 0, excessMicroseconds: 0))
        } else {
            begin(call)
        }
    }

    /// The next call of the connection whose turn it is.
    private func next() -> PendingCall? {
        while !lines.isEmpty {
            if turn >= lines.count { turn = 0 }
            let line = lines[turn]
            if lines.count > 1, line.credit <= 0 {
                line.credit += Self.turnNanoseconds
                guard line.credit > 0 else {
                    turn += 1
                    continue
                }
            }
            guard let call = line.take() else {
                remove(line)
                continue
            }
            waitingNanoseconds -= call.estimateNanoseconds
            waitingCount -= 1
            if !call.isSet { line.credit -= lines.count > 1 ? call.estimateNanoseconds : 0 }
            if line.isEmpty {
                remove(line)
            } else if line.credit <= 0 {
                turn += 1
            }
            return call
        }
        return nil
    }

    private func remove(_ line: WaitingLine) {
        let last = lines.removeLast()
        if last !== line {
            lines[line.place] = last
            last.place = line.place
        }
        line.place = -1
        if lines.isEmpty { rush += 1 }
    }

    // MARK: Going out

    /// Takes note that a thread of the pool has worked `nanoseconds` for `call`. From any thread.
    func charge(workedNanoseconds nanoseconds: Int, to call: PendingCall) {
        charge(nanoseconds * slotCountPerWorker, to: call)
    }

    /// Takes note that `call` has had a slot for `nanoseconds`. From any thread.
    func charge(_ nanoseconds: Int, to call: PendingCall) {
        let before = call.workedNanoseconds.add(nanoseconds, ordering: .relaxed).oldValue
        give(call, from: before, to: before + nanoseconds)
    }

    /// Takes note that all work for `call` is over, and begins others.
    func finish(_ call: PendingCall) {
        guard call.state == .begun else { return }
        call.state = .over
        // Whatever is charged later finds it paid.
        let worked = call.workedNanoseconds.exchange(Int.max / 2, ordering: .relaxed)
        give(call, from: worked, to: Int.max)
        let isWhole = call.failure == nil && !call.isSet
        alone { meters[call.methodIndex].add(worked, byteCount: call.body.count, isWhole: isWhole) }
        beginWaiting()
    }

    /// Takes note that `call` waits for something else than the pool, until `stepIn`.
    func stepOut(_ call: PendingCall) {
        give(call, from: call.workedNanoseconds.load(ordering: .relaxed), to: Int.max)
        beginWaiting()
    }

    func stepIn(_ call: PendingCall) {
        let worked = call.workedNanoseconds.load(ordering: .relaxed)
        let rest = max(0, call.estimateNanoseconds - worked)
        begun.add(rest, ordering: .relaxed)
        occupied.add(
            max(0, min(call.estimateNanoseconds, Self.begunNanosecondsPerSlot) - worked), ordering: .relaxed)
    }

    /// Ends the calls that wait in `line`: their connection is over.
    func abandon(_ line: WaitingLine?) {
        guard let line else { return }
        let calls = alone { () -> [PendingCall] in
            guard line.place >= 0 else { return [] }
            remove(line)
            waitingNanoseconds -= line.waitingNanoseconds
            waitingCount -= line.count
            var calls: [PendingCall] = []
            while let call = line.take() { calls.append(call) }
            return calls
        }
        for call in calls { call.connection.finish(call) }
    }
}
