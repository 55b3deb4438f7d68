internal import Eventing
internal import Glibc
internal import Ground
internal import Vocabulary

/// The part of a load that lives on the loop: connections, the schedule, calls under way, what was counted.
actor LoadCore {
    typealias Completion<Value> = @Sendable (Value) -> Void

    nonisolated let loop: EventLoop
    nonisolated let progress = Guarded(LoadProgress())
    private let address: SocketAddress
    private let connectionCount: Int
    private let speaksGRPC: Bool
    private let kinds: [LoadKind]
    private let recording: LoadRecording?
    /// Of each kind the share of calls that are of it or of one before it.
    private let shares: [Double]
    private var random: SplitMix
    private let limits = Limits()

    private var links: [Int: LoadLink] = [:]
    private var linkNumbers: [Int] = []
    private var lastNumber = 0
    private var nextLink = 0
    private var connectingCount = 0
    private var whenConnected: Completion<Result<Void, CallFailure>>?
    private var timer: PreciseTimer?
    private var pulse: LoopTimer?
    private var isClosed = false

    private var running: RunningPhase?
    private var phaseNumber: UInt32 = 0
    private var whenDone: Completion<LoadSpan>?
    /// Of each kind, the body that is sent next.
    private var nextBodies: [Int]
    /// The place in the recording of the call that begins next.
    private var nextRecorded = 0
    /// Calls that no connection has room for, oldest first, from `waitingStart` on.
    private var waiting: [LoadFlight] = []
    private var waitingStart = 0

    /// Calls that begin in one turn of the loop, at most: answers are to be read as well.
    private static let turnCallCountMax = 512
    private static let waitingCountMax = 1 << 20
    private static let pulseMilliseconds = 10
    /// Kinds of errors that are told apart.
    private static let errorKindCountMax = 50

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(
        loop: EventLoop, address: SocketAddress, connectionCount: Int, speaksGRPC: Bool, kinds: [LoadKind],
        recording: LoadRecording?, seed: UInt64, share: LoadShare
    ) {
        self.recording = recording
        self.speaksGRPC = speaksGRPC
        self.loop = loop
        self.address = address
        self.connectionCount = connectionCount
        self.kinds = kinds
        let sum = kinds.reduce(0) { $0 + $1.weight }
        var shareSoFar = 0.0
        shares = kinds.map { kind in
            shareSoFar += kind.weight / sum
            return shareSoFar
        }
        random = SplitMix(seed: seed, part: 1)
        nextBodies = kinds.map { share.start(in: $0.bodies.count) }
    }

    // MARK: From other threads

    nonisolated func connectAll(_ done: @escaping Completion<Result<Void, CallFailure>>) {
        loop.post { [self] in assumeIsolated { $0.begin(done) } }
    }

    nonisolated func run(_ phase: LoadPhase, _ done: @escaping Completion<LoadSpan>) {
        loop.post { [self] in assumeIsolated { $0.begin(phase, done) } }
    }

    nonisolated func stop() {
        loop.post { [self] in
            assumeIsolated { core in
                guard let end = core.running?.end else { return }
                core.running?.end = min(end, .now)
                core.endIfDone()
            }
        }
    }

    nonisolated func close() {
        loop.post { [self] in
            assumeIsolated { core in
                core.isClosed = true
                core.timer?.close()
                core.pulse?.close()
                core.timer = nil
                core.pulse = nil
                for link in core.links.values { link.stream.close() }
                core.links = [:]
                core.linkNumbers = []
            }
        }
    }

    // MARK: Connections

    private func begin(_ done: @escaping Completion<Result<Void, CallFailure>>) {
        do throws(LoopError) {
            // Both end with `close`, and hold this until then.
            timer = try PreciseTimer(loop: loop) { [self] in assumeIsolated { $0.sendDue() } }
            let pulse = try LoopTimer(loop: loop) { [self] in assumeIsolated { $0.beat() } }
            pulse.start(
                afterMilliseconds: Self.pulseMilliseconds, repeatMilliseconds: Self.pulseMilliseconds)
            self.pulse = pulse
        } catch {
            return done(.failure(CallFailure(.internal, "timer_failed", "\(error)")))
        }
        whenConnected = done
        connectMissing()
    }

    private func connectMissing() {
        while !isClosed, linkNumbers.count + connectingCount < connectionCount {
            connectingCount += 1
            ByteStream.connect(to: address, on: loop) { [self] result in
                assumeIsolated { $0.connected(result) }
            }
        }
    }

    private func connected(_ result: Result<ByteStream, LoopError>) {
        connectingCount -= 1
        switch result {
        case .failure(let error):
            // Tried again at the next beat, unless it never worked.
            finishConnecting(.failure(CallFailure(.unavailable, "connect_failed", "\(error)")))
        case .success(let stream):
            guard !isClosed else { return stream.close() }
            lastNumber += 1
            let receiver = LoadReceiver(core: self, number: lastNumber)
            let link: LoadLink =
                speaksGRPC
                ? GRPCLoadLink(number: lastNumber, stream: stream, receiver: receiver, authority: authority)
                : FramedLoadLink(
                    number: lastNumber, stream: stream, receiver: receiver,
                    frameByteCountMax: limits.frameByteCountMax)
            links[lastNumber] = link
            linkNumbers.append(lastNumber)
            link.begin()
        }
    }

    /// What HTTP calls the other side.
    private var authority: String {
        switch address {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix: "localhost"
        }
    }

    private func finishConnecting(_ result: Result<Void, CallFailure>) {
        guard let whenConnected else { return }
        self.whenConnected = nil
        whenConnected(result)
    }

    private func opened() {
        if links.values.count(where: \.isOpen) == connectionCount { finishConnecting(.success(())) }
        sendWaiting(at: .now)
    }

    nonisolated func received(_ bytes: UnsafeRawBufferPointer, link number: Int) {
        // Used before this call returns; the closure only looks as if it might escape.
        nonisolated(unsafe) let bytes = unsafe bytes
        assumeIsolated { unsafe $0.read(bytes, number) }
    }

    private func read(_ bytes: UnsafeRawBufferPointer, _ number: Int) {
        guard let link = links[number] else { return }
        let now = MonotonicTime.now
        unsafe link.read(bytes) { event in
            switch event {
            case .opened: opened()
            case .answered(let slot, let answer): self.answered(slot, answer, on: link, at: now)
            case .failed(let problem): lose(link, "protocol_broken", "\(address) broke the protocol: \(problem)")
            }
            return links[number] != nil
        }
        if link.isLeaving, link.inFlightCount == 0 { lose(link, "connection_closed", "") }
        sendWaiting(at: now)
        endIfDone()
    }

    nonisolated func willFlush(link number: Int) {
        assumeIsolated { $0.links[number]?.willFlush() }
    }

    nonisolated func ended(_ error: LoopError, link number: Int) {
        assumeIsolated { core in
            guard let link = core.links[number] else { return }
            core.lose(link, "connection_lost", "the connection to \(core.address) was lost: \(error)")
            core.endIfDone()
        }
    }

    private func lose(_ link: LoadLink, _ reason: String, _ message: String) {
        links[link.number] = nil
        linkNumbers.removeAll { $0 == link.number }
        link.stream.close()
        let now = MonotonicTime.now
        for flight in link.flights where flight.role == .plain || flight.role == .explained {
            count(flight, .failed, at: now, error: "UNAVAILABLE \(reason)")
        }
        if !link.isOpen {
            finishConnecting(.failure(CallFailure(.unavailable, reason, message)))
        }
    }

    // MARK: Calls

    private func begin(_ phase: LoadPhase, _ done: @escaping Completion<LoadSpan>) {
        precondition(running == nil, "one phase at a time")
        phaseNumber &+= 1
        let start = MonotonicTime.now
        let end = start.advanced(microseconds: UInt64(phase.seconds * 1e6))
        var schedule: ArrivalSchedule?
        switch phase.pace {
        case .open(let perSecond, let spacing):
            schedule = ArrivalSchedule(
                from: start, perSecond: perSecond, spacing: spacing, seed: phase.seed, lead: phase.lead)
        case .recorded:
            guard let recording else { preconditionFailure("there is no recording") }
            schedule = ArrivalSchedule(from: start, recording: recording)
            nextRecorded = 0
        case .closed: break
        }
        running = RunningPhase(
            number: phaseNumber, start: start, end: end, schedule: schedule,
            span: LoadSpan(
                pace: phase.pace, startMicroseconds: WallTime.microsecondsNow, seconds: phase.seconds,
                kinds: kinds.map(\.name)),
            ownMicroseconds: Self.ownMicroseconds)
        whenDone = done
        if case .closed(let count) = phase.pace {
            for _ in 0..<count { begin(scheduled: start, at: start) }
        }
        sendDue()
    }

    /// Begins every call whose moment has come.
    private func sendDue() {
        guard running?.schedule != nil else { return }
        let now = MonotonicTime.now
        var count = 0
        while let next = running?.schedule?.next, let end = running?.end, next <= now, next < end,
            count < Self.turnCallCountMax
        {
            running?.span.lateness.record(nanoseconds: now.nanoseconds - next.nanoseconds)
            running?.schedule?.advance()
            begin(scheduled: next, at: now)
            count += 1
        }
        if let next = running?.schedule?.next, let end = running?.end {
            if next < end { timer?.start(at: next) } else { timer?.start(at: end) }
        }
        endIfDone()
    }

    private func begin(scheduled: MonotonicTime, at now: MonotonicTime) {
        guard let number = running?.number else { return }
        let (kind, body) = nextRequest()
        var flight = LoadFlight(
            scheduled: scheduled, kind: Int32(kind), body: Int32(body), phase: number, role: .plain)
        if let check = kinds[kind].check, check.explained[body] != nil,
            Double.random(in: 0..<1, using: &random) < check.share
        {
            flight.role = .explained
        }
        running?.openCount += 1
        if waitingStart == waiting.count, let link = linkWithRoom() {
            send(flight, over: link, at: now)
        } else if waiting.count - waitingStart < Self.waitingCountMax {
            waiting.append(flight)
        } else {
            count(flight, .failed, at: now, error: "UNAVAILABLE too_many_waiting")
        }
    }

    /// The kind of the next call, and the place of its request.
    private func nextRequest() -> (kind: Int, body: Int) {
        if let recording {
            let call = recording.calls[nextRecorded]
            nextRecorded = nextRecorded + 1 == recording.calls.count ? 0 : nextRecorded + 1
            return (call.kind, call.body)
        }
        let kind = nextKind()
        let body = nextBodies[kind]
        nextBodies[kind] = body + 1 == kinds[kind].bodies.count ? 0 : body + 1
        return (kind, body)
    }

    private func nextKind() -> Int {
        guard kinds.count > 1 else { return 0 }
        let chance = Double.random(in: 0..<1, using: &random)
        return shares.firstIndex { chance < $0 } ?? kinds.count - 1
    }

    private func linkWithRoom() -> LoadLink? {
        for _ in 0..<linkNumbers.count {
            nextLink = nextLink + 1 < linkNumbers.count ? nextLink + 1 : 0
            if let link = links[linkNumbers[nextLink]], link.hasRoom { return link }
        }
        return nil
    }

    private func send(_ flight: LoadFlight, over link: LoadLink, at now: MonotonicTime) {
        let kind = kinds[Int(flight.kind)]
        let explained = flight.role == .explained ? kind.check?.explained[Int(flight.body)] : nil
        write(explained ?? kind.bodies[Int(flight.body)], flight, over: link, at: now)
    }

    private func write(_ body: [UInt8], _ flight: LoadFlight, over link: LoadLink, at now: MonotonicTime) {
        let kind = kinds[Int(flight.kind)]
        let spent = now.microseconds(since: flight.scheduled)
        let left = max(1, Int64(timeout(of: flight)) - Int64(clamping: spent))
        link.send(kind, body, timeoutMicroseconds: UInt32(left), slot: link.add(flight))
    }

    /// Sends what waits, as far as there is room.
    private func sendWaiting(at now: MonotonicTime) {
        guard waitingStart < waiting.count else { return }
        while waitingStart < waiting.count, let link = linkWithRoom() {
            send(waiting[waitingStart], over: link, at: now)
            waitingStart += 1
        }
        if waitingStart == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            waitingStart = 0
        }
    }

    // MARK: Answers

    private func answered(_ slot: Int, _ answer: LoadAnswer, on link: LoadLink, at now: MonotonicTime) {
        guard let flight = link.take(slot), flight.role != .abandoned else { return }
        if flight.role == .explained, answer.status == .ok { unsafe look(answer.body, flight) }
        let error = answer.reason.isEmpty ? answer.status.name : "\(answer.status.name) \(answer.reason)"
        switch answer.status {
        case .ok:
            count(
                flight, isOver(flight, at: now) ? .late : .answered, at: now,
                serverMicroseconds: answer.serverMicroseconds, error: nil)
        case .resourceExhausted: count(flight, .refused, at: now, error: error)
        case .deadlineExceeded: count(flight, .late, at: now, error: error)
        default: count(flight, .failed, at: now, error: error)
        }
    }

    private func count(
        _ flight: LoadFlight, _ outcome: LoadOutcome, at now: MonotonicTime, serverMicroseconds: UInt32? = nil,
        error: String?
    ) {
        guard running?.number == flight.phase else { return }
        running!.openCount -= 1
        running!.count(flight, outcome, at: now, serverMicroseconds: serverMicroseconds)
        if let error {
            let isKnown = running!.span.errors[error] != nil
            let name = isKnown || running!.span.errors.count < Self.errorKindCountMax ? error : "others"
            running!.span.errors[name, default: 0] += 1
        }
        if running!.schedule == nil, now < running!.end { begin(scheduled: now, at: now) }
    }

    /// Reads an answer, and compares it with the truth.
    private func look(_ body: UnsafeRawBufferPointer, _ flight: LoadFlight) {
        guard flight.phase == running?.number, let check = kinds[Int(flight.kind)].check,
            let reading = check.read(unsafe Array(body))
        else { return }
        running!.span.count(reading)
        if let truth = check.truths[Int(flight.body)], let recall = reading.recall(of: truth) {
            running!.count(recall: recall, of: flight)
        }
    }

    // MARK: Time

    /// Now and then: calls whose time is up, connections that are missing, how it goes.
    private func beat() {
        if whenConnected == nil { connectMissing() }
        guard running != nil else { return }
        let now = MonotonicTime.now
        for link in links.values {
            for slot in link.flights.indices {
                let flight = link.flights[slot]
                guard flight.role == .plain || flight.role == .explained, isOver(flight, at: now) else { continue }
                link.flights[slot].role = .abandoned
                count(flight, .late, at: now, error: "DEADLINE_EXCEEDED no_answer")
            }
        }
        while waitingStart < waiting.count, isOver(waiting[waitingStart], at: now) {
            let flight = waiting[waitingStart]
            waitingStart += 1
            let isAway = linkNumbers.isEmpty
            count(
                flight, isAway ? .failed : .late, at: now,
                error: isAway ? "UNAVAILABLE no_connection" : "DEADLINE_EXCEEDED not_sent")
        }
        publish(at: now)
        endIfDone()
    }

    private func isOver(_ flight: LoadFlight, at now: MonotonicTime) -> Bool {
        now.microseconds(since: flight.scheduled) > timeout(of: flight)
    }

    private func timeout(of flight: LoadFlight) -> UInt64 {
        UInt64(kinds[Int(flight.kind)].timeoutMicroseconds(ofBody: Int(flight.body)))
    }

    private func publish(at now: MonotonicTime) {
        guard let running else { return }
        let inFlightCount = links.values.reduce(waiting.count - waitingStart) { $0 + $1.inFlightCount }
        let shown = running.progress(at: now, inFlightCount: inFlightCount)
        progress.withLock { $0 = shown }
    }

    private func endIfDone() {
        guard let running, running.openCount == 0, MonotonicTime.now >= running.end,
            // Calls that this side is late with are still to come.
            running.schedule.map({ $0.next >= running.end }) ?? true
        else { return }
        timer?.stop()
        self.running = nil
        waiting = []
        waitingStart = 0
        let done = whenDone
        whenDone = nil
        done?(running.finished(ownMicroseconds: Self.ownMicroseconds))
    }

    /// Processor time of this thread so far.
    private static var ownMicroseconds: UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }
}
