internal import Ground

/// A phase under way.
struct RunningPhase {
    /// Tells its calls from those of other phases.
    let number: UInt32
    let start: MonotonicTime
    /// No call is scheduled from here on.
    var end: MonotonicTime
    /// Nil for a closed loop.
    var schedule: ArrivalSchedule?
    var span: LoadSpan
    /// Calls that are not yet counted.
    var openCount = 0
    /// Processor time of this side's thread when it began, in microseconds.
    let ownMicroseconds: UInt64

    /// The second in which a call of this phase was scheduled.
    func second(of scheduled: MonotonicTime) -> Int { Int(scheduled.microseconds(since: start) / 1_000_000) }

    private mutating func interval(of flight: LoadFlight) -> Int {
        let second = second(of: flight.scheduled)
        while span.intervals.count <= second { span.intervals.append(LoadInterval()) }
        return second
    }

    mutating func count(
        _ flight: LoadFlight, _ outcome: LoadOutcome, at now: MonotonicTime, serverMicroseconds: UInt32?
    ) {
        let (kind, place) = (Int(flight.kind), interval(of: flight))
        span.tallies[kind].counts[outcome.rawValue] += 1
        span.intervals[place].counts[outcome.rawValue] += 1
        guard outcome == .answered else { return }
        let nanoseconds = now.nanoseconds - min(now.nanoseconds, flight.scheduled.nanoseconds)
        span.tallies[kind].latency.record(nanoseconds: nanoseconds)
        if let serverMicroseconds {
            span.tallies[kind].serverTime.record(nanoseconds: UInt64(serverMicroseconds) * 1_000)
        }
        span.intervals[place].latency.record(nanoseconds: nanoseconds)
    }

    mutating func count(recall: Double, of flight: LoadFlight) {
        span.recallSum += recall
        span.recallCount += 1
        let place = interval(of: flight)
        span.intervals[place].recallSum += recall
        span.intervals[place].recallCount += 1
    }

    func progress(at now: MonotonicTime, inFlightCount: Int) -> LoadProgress {
        var progress = LoadProgress()
        progress.elapsedSeconds = Double(now.microseconds(since: start)) / 1e6
        progress.seconds = span.seconds
        progress.inFlightCount = inFlightCount
        let second = min(second(of: now), span.intervals.count)
        if second > 0 {
            progress.latest = span.intervals[second - 1]
        } else {
            progress.latest = span.intervals.first ?? LoadInterval()
        }
        for tally in span.tallies {
            for place in progress.counts.indices { progress.counts[place] += tally.counts[place] }
        }
        progress.recall = span.recall
        return progress
    }

    /// What was seen, once the last call is counted.
    func finished(ownMicroseconds end: UInt64) -> LoadSpan {
        var span = span
        span.seconds = min(span.seconds, Double(self.end.microseconds(since: start)) / 1e6)
        let elapsed = max(1, Double(MonotonicTime.now.microseconds(since: start)))
        span.ownLoad = Double(end - ownMicroseconds) / elapsed
        return span
    }
}
