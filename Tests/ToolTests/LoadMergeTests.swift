import Ground
import Loading
import Testing

@testable import JSON
@testable import tessera

/// Logs of several machines, and what processes of one load say to each other.
@Suite struct LoadMergeTests {
    /// What a random call leaves in a span.
    private static func count(_ random: inout SplitMix, in span: inout LoadSpan) {
        let kind = Int.random(in: 0..<2, using: &random)
        let outcome = LoadOutcome.allCases.randomElement(using: &random)!
        let second = Int.random(in: 0..<4, using: &random)
        let nanoseconds = UInt64.random(in: 1_000..<3_000_000_000, using: &random)
        span.tallies[kind].counts[outcome.rawValue] += 1
        while span.intervals.count <= second { span.intervals.append(LoadInterval()) }
        span.intervals[second].counts[outcome.rawValue] += 1
        span.lateness.record(nanoseconds: nanoseconds / 100_000)
        guard outcome == .answered else {
            span.errors["E\(Int.random(in: 0..<3, using: &random))", default: 0] += 1
            return
        }
        span.tallies[kind].latency.record(nanoseconds: nanoseconds)
        span.tallies[kind].serverTime.record(nanoseconds: nanoseconds / 2)
        span.intervals[second].latency.record(nanoseconds: nanoseconds)
        // Eighths add up exactly, in any order.
        let recall = Double(Int.random(in: 0...8, using: &random)) / 8
        span.recallSum += recall
        span.recallCount += 1
        span.intervals[second].recallSum += recall
        span.intervals[second].recallCount += 1
        span.lookedAtCount += 1
        span.coverageSum += recall
        span.coverageMin = min(span.coverageMin, recall)
        span.stagedCount += 1
        if span.stages.isEmpty { span.stages = [LoadSpan.Stage(name: "scan", microsecondSum: 0)] }
        span.stages[0].microsecondSum += Double(nanoseconds / 1_000)
    }

    private static func span(_ rate: Double, start: UInt64 = 1_000_000, seconds: Double = 4) -> LoadSpan {
        LoadSpan(
            pace: .open(perSecond: rate, spacing: .poisson), startMicroseconds: start, seconds: seconds,
            kinds: ["search", "find"])
    }

    private static func report(_ span: LoadSpan, name: String? = nil, goal: String = "") -> LoadReport {
        var report = LoadReport(name: "stock", startMicroseconds: span.startMicroseconds, facts: [])
        report.steps = [LoadStep(name: name ?? span.pace.words, span: span, keepsGoal: goal.isEmpty ? nil : false)]
        report.goal = goal
        return report
    }

    private static func merged(_ reports: [LoadReport]) throws -> LoadReport {
        let parts = try reports.enumerated().map { place, report in
            // As files have them.
            let read = try LoadReport(JSONValue(parsing: Array(report.json.text.utf8)))
            return LoadReport.Part(path: "\(place).json", report: read)
        }
        return try LoadReport(merging: parts)
    }

    private static func problem(_ reports: [LoadReport]) -> String {
        do {
            _ = try merged(reports)
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: UInt64(1)...4)
    func `logs added up are the log of all calls`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let partCount = Int.random(in: 2...5, using: &random)
        var whole = Self.span(100 * Double(partCount))
        var parts = (0..<partCount).map { _ in Self.span(100) }
        for _ in 0..<150 {
            var again = random
            Self.count(&random, in: &whole)
            Self.count(&again, in: &parts[Int.random(in: 0..<partCount, using: &random)])
        }
        // What cannot be told apart is kept as its upper end, in files and when added.
        let read = try LoadReport(JSONValue(parsing: Array(Self.report(whole).json.text.utf8)))
        var sum = try Self.merged(parts.map { Self.report($0) })
        sum.facts = []
        let again = try LoadReport(JSONValue(parsing: Array(sum.json.text.utf8)))
        // Stages and errors stand in the order in which they came.
        #expect(again.json.text == read.json.text)
        #expect(again.text(columnCount: nil) == read.text(columnCount: nil))
    }

    @Test func `what adds up is named by its sum`() throws {
        let open = try Self.merged([Self.report(Self.span(500)), Self.report(Self.span(700))])
        #expect(open.steps.map(\.name) == ["1,200 a second"])
        func closed(_ count: Int, _ isPeak: Bool) -> LoadReport {
            let span = LoadSpan(pace: .closed(inFlight: count), startMicroseconds: 7, seconds: 1, kinds: ["search"])
            return Self.report(span, name: isPeak ? span.pace.peakWords : nil)
        }
        #expect(try Self.merged([closed(64, true), closed(64, true)]).steps.map(\.name) == ["peak, 128 in flight"])
        #expect(try Self.merged([closed(64, false), closed(6, false)]).steps.map(\.name) == ["70 in flight"])
        let share = try Self.merged(["a", "b"].map { _ in Self.report(Self.span(3), name: "70 % of the peak") })
        #expect(share.steps.map(\.name) == ["70 % of the peak"])
        #expect(share.steps[0].span.pace.number == 6)
    }

    @Test func `facts are told once where they agree, and connections are added up`() throws {
        var (one, two) = (Self.report(Self.span(5)), Self.report(Self.span(5)))
        one.facts = [("gallery", "g"), ("daemon", "a"), ("connections", "4")]
        two.facts = [("gallery", "g"), ("daemon", "b"), ("connections", "8")]
        let facts = try Self.merged([one, two]).facts
        #expect(facts.map(\.name) == ["gallery", "daemon", "connections", "merged of"])
        #expect(facts.map(\.value) == ["g", "a; b", "12", "0.json, 1.json"])
    }

    @Test func `a part that began later is added at its seconds`() throws {
        var (early, late) = (Self.span(5, start: 1_000_000), Self.span(5, start: 3_100_000))
        early.intervals = [LoadInterval()]
        late.intervals = [LoadInterval()]
        late.intervals[0].counts = [9, 0, 0, 0]
        var marked = Self.report(late)
        marked.steps[0].marks = [LoadMark(second: 1, command: "true", status: 0)]
        let step = try Self.merged([Self.report(early), marked]).steps[0]
        #expect(step.span.intervals.map { $0.counts[0] } == [0, 0, 9])
        #expect(step.span.seconds == 6)
        #expect(step.span.startMicroseconds == 1_000_000)
        #expect(abs(step.marks[0].second - 3.1) < 1e-9)
    }

    @Test func `what is no part of one load is refused with why`() {
        let plain = Self.report(Self.span(5))
        var longer = plain
        longer.steps += longer.steps
        #expect(Self.problem([plain, longer]).contains("steps: 2 in 1.json, 1 in 0.json"))
        let closed = LoadSpan(pace: .closed(inFlight: 5), startMicroseconds: 7, seconds: 1, kinds: ["search"])
        #expect(Self.problem([plain, Self.report(closed)]).contains("'5 in flight' in 1.json"))
        let other = Self.report(Self.span(5), name: "80 % of the peak")
        #expect(Self.problem([plain, other]).contains("'80 % of the peak' in 1.json"))
        let later = Self.report(Self.span(5, start: 61_000_000))
        #expect(Self.problem([plain, later]).contains("1.json began 60.0 s after 0.json"))
        #expect(Self.problem([later, plain]).contains("0.json began 60.0 s after 1.json"))
    }

    @Test func `a promise is judged by all calls together`() throws {
        // Of one part 2 % are slow, of the other none: of all together 1 %.
        var (slow, quick) = (Self.span(5), Self.span(5))
        slow.tallies[0].counts[0] = 1_000
        slow.tallies[0].latency.record(nanoseconds: 50_000_000, count: 20)
        slow.tallies[0].latency.record(nanoseconds: 1_000_000, count: 980)
        quick.tallies[0].counts[0] = 1_000
        quick.tallies[0].latency.record(nanoseconds: 1_000_000, count: 1_000)
        let goal = "p99 within 10 ms"
        let both = try Self.merged([Self.report(slow, goal: goal), Self.report(quick, goal: goal)])
        #expect(both.steps[0].keepsGoal == true)
        #expect(both.notes.contains("p99 within 10 ms: kept"))
        #expect(try Self.merged([Self.report(slow, goal: goal)]).steps[0].keepsGoal == false)
        let others = try Self.merged([Self.report(slow, goal: goal), Self.report(quick, goal: "p50 within 1 ms")])
        #expect(others.steps[0].keepsGoal == nil)
    }

    @Test func `a tester that was the limit in one part marks the whole`() throws {
        var (late, well) = (Self.span(5), Self.span(5))
        late.lateness.record(nanoseconds: 5_000_000, count: 100)
        well.lateness.record(nanoseconds: 1_000, count: 100_000)
        let both = try Self.merged([Self.report(well), Self.report(late)])
        #expect(both.steps[0].span.isLimitedByTester)
        #expect(!both.steps[0].span.isLimitedAsWhole)
        #expect(both.notes.contains { $0.contains("the tester was the limit in one of its parts") })
        #expect(try !Self.merged([Self.report(well), Self.report(well)]).steps[0].span.isLimitedByTester)
        // A file keeps it.
        let again = try LoadReport(JSONValue(parsing: Array(both.json.text.utf8)))
        #expect(again.notes == both.notes)
    }

    @Test func `a lost process is told, in files too`() throws {
        var report = Self.report(Self.span(5))
        report.losses = ["process 2 of 3 has ended with 137"]
        let again = try LoadReport(JSONValue(parsing: Array(report.json.text.utf8)))
        #expect(again.notes == ["process 2 of 3 has ended with 137: its share is missing, and the run ended there"])
    }

    @Test(arguments: [
        LoadPhase.Pace.open(perSecond: 12.5, spacing: .constant), .open(perSecond: 1e6, spacing: .poisson),
        .closed(inFlight: 64), .recorded,
    ])
    func `an order is understood as it was given`(pace: LoadPhase.Pace) throws {
        let phase = LoadPhase(pace: pace, seconds: 2.5, seed: .max - 3)
        let line = LoadOrder.run(phase, start: MonotonicTime(nanoseconds: 77)).line
        #expect(line.hasSuffix("\n") && !line.dropLast().contains("\n"))
        guard case .run(let read, let start) = try LoadOrder(Array(line.utf8)) else {
            Issue.record("\(line)")
            return
        }
        #expect((read.pace.word, read.pace.number) == (pace.word, pace.number))
        #expect((read.seconds, read.seed, start.nanoseconds) == (2.5, .max - 3, 77))
        guard case .stop = try LoadOrder(Array(LoadOrder.stop.line.utf8)) else {
            Issue.record("no stop")
            return
        }
    }

    @Test func `a word of a helper is understood as it was said`() throws {
        var random = SplitMix(seed: 1)
        var span = Self.span(100)
        for _ in 0..<50 { Self.count(&random, in: &span) }
        guard case .span(let read) = try LoadWord(Array(LoadWord.span(span).line.utf8)) else {
            Issue.record("no span")
            return
        }
        #expect(read[.answered] == span[.answered])
        #expect(read.latency.bins.map(\.count) == span.latency.bins.map(\.count))
        var progress = LoadProgress()
        progress.latest = span.intervals[0]
        progress.counts = [1, 2, 3, 4]
        progress.recall = 0.5
        guard case .progress(let told) = try LoadWord(Array(LoadWord.progress(progress).line.utf8)) else {
            Issue.record("no progress")
            return
        }
        #expect(told.counts == progress.counts)
        #expect(told.recall == 0.5)
        #expect(told.latest.counts == progress.latest.counts)
        guard case .failed(let text, 5) = try LoadWord(Array(LoadWord.failed("no \"way\"\n", exitCode: 5).line.utf8))
        else {
            Issue.record("no failure")
            return
        }
        #expect(text == "no \"way\"\n")
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"word": "hello"}"#, #"{"word": "span"}"#, #"{"word": "progress", "elapsed": 1}"#,
        #"{"pace": "closed", "number": -1, "seconds": 1, "start": 1}"#,
        #"{"pace": "poisson", "number": 1e400, "seconds": 1, "start": 1}"#,
        #"{"pace": "closed", "number": 1, "seconds": 0, "start": 1}"#,
    ])
    func `neither side takes what is no line of the other`(line: String) {
        #expect(throws: (any Error).self) { try LoadWord(Array(line.utf8)) }
        #expect(throws: (any Error).self) { try LoadOrder(Array(line.utf8)) }
    }

    @Test func `a share of a load is two numbers`() throws {
        #expect(try LoadShare("1/4") == LoadShare(1, of: 4))
        for text in ["", "1", "4/4", "-1/4", "1/4/5", "a/b", "1/"] {
            #expect(throws: (any Error).self, "\(text)") { try LoadShare(text) }
        }
    }
}
