import Loading
import Testing
import Vocabulary

@testable import JSON
@testable import tessera

/// What a load is told, and what it reports.
@Suite struct LoadTests {
    /// A span with `answered` calls of `milliseconds` each, and `missed` that were late.
    static func span(
        answered: Int, milliseconds: Double = 1, missed: Int = 0, rate: Double = 100, seconds: Double = 10
    ) -> LoadSpan {
        var span = LoadSpan(
            pace: .open(perSecond: rate, spacing: .poisson), startMicroseconds: 7, seconds: seconds,
            kinds: ["search"])
        span.tallies[0].counts[LoadOutcome.answered.rawValue] = UInt64(answered)
        span.tallies[0].counts[LoadOutcome.late.rawValue] = UInt64(missed)
        if answered > 0 {
            span.tallies[0].latency.record(nanoseconds: UInt64(milliseconds * 1e6), count: UInt64(answered))
        }
        return span
    }

    @Test(arguments: [
        ("500", LoadRate.perSecond(500)), ("0.5", .perSecond(0.5)), ("70%", .ofPeak(0.7)), ("200%", .ofPeak(2)),
    ])
    func `a rate is a number or a share of the peak`(text: String, rate: LoadRate) {
        #expect(LoadRate(argument: text) == rate)
    }

    @Test(arguments: ["", "0", "-3", "%", "x%", "nan", "inf", "1e9"])
    func `what is no rate is refused`(text: String) {
        #expect(LoadRate(argument: text) == nil)
    }

    @Test func `a scheduled command has a second and something to run`() {
        let command = ScheduledCommand(argument: "10.5=kill -STOP 1 && x=2")
        #expect(command?.second == 10.5)
        #expect(command?.command == "kill -STOP 1 && x=2")
        #expect(ScheduledCommand(argument: "3s=true")?.second == 3)
        for text in ["", "10", "10=", "10= ", "=true", "x=true", "-1=true", "nan=true", "inf=true", "86401=true"] {
            #expect(ScheduledCommand(argument: text) == nil, "\(text)")
        }
    }

    @Test func `a goal names a percentile and milliseconds`() {
        let goal = LatencyGoal(argument: "p99.9=12.5ms")
        #expect(goal?.percentile == 99.9)
        #expect(goal?.milliseconds == 12.5)
        #expect(goal?.words == "p99.9 within 12.5 ms")
        for text in ["", "p99", "99=10ms", "p99=10", "p100=1ms", "p0=1ms", "p99=-1ms", "p99=1ms=2ms", "pnan=1ms"] {
            #expect(LatencyGoal(argument: text) == nil, "\(text)")
        }
    }

    @Test func `calls that were not answered in time break a promise as slow ones do`() {
        let goal = LatencyGoal(argument: "p99=10ms")!
        #expect(goal.isKept(by: Self.span(answered: 1_000)))
        #expect(goal.isKept(by: Self.span(answered: 995, missed: 5)))
        #expect(!goal.isKept(by: Self.span(answered: 980, missed: 20)))
        #expect(!goal.isKept(by: Self.span(answered: 1_000, milliseconds: 11)))
        #expect(!goal.isKept(by: Self.span(answered: 0)))
        // Of a hundred, one slow and one late are too many.
        var mixed = Self.span(answered: 99)
        mixed.tallies[0].counts[LoadOutcome.answered.rawValue] += 1
        mixed.tallies[0].latency.record(nanoseconds: 50_000_000)
        #expect(goal.isKept(by: mixed))
        mixed.tallies[0].counts[LoadOutcome.late.rawValue] += 1
        #expect(!goal.isKept(by: mixed))
    }

    @Test func `a mix names calls once each, with weights above 0`() {
        let mix = LoadMix(argument: "search=9,find,ping=0.5")
        #expect(mix?.parts.map(\.call) == [.search, .find, .ping])
        #expect(mix?.parts.map(\.weight) == [9, 1, 0.5])
        for text in ["", "search=", "search=0", "search=-1", "search,search", "drop", "search=1=2", "search,"] {
            #expect(LoadMix(argument: text) == nil, "\(text)")
        }
    }

    private static func report() -> LoadReport {
        var span = Self.span(answered: 900, milliseconds: 3, missed: 100)
        span.tallies[0].latency.record(nanoseconds: 123_456_789)
        span.tallies[0].counts[0] += 1
        span.intervals = [LoadInterval(), LoadInterval()]
        span.intervals[1].counts = [9, 8, 7, 6]
        span.intervals[1].latency.record(nanoseconds: 4_000_000, count: 9)
        span.intervals[1].recallSum = 1.5
        span.intervals[1].recallCount = 2
        span.lateness.record(nanoseconds: 20_000, count: 5)
        span.ownLoad = 0.25
        span.errors = ["NOT_FOUND gallery_not_found": 3, "DEADLINE_EXCEEDED <b>": 100]
        (span.lookedAtCount, span.coverageSum, span.coverageMin) = (2, 1.75, 0.75)
        (span.recallSum, span.recallCount, span.stagedCount) = (1.5, 2, 2)
        span.stages = [LoadSpan.Stage(name: "scan", microsecondSum: 300)]
        var report = LoadReport(name: "stock <1>", startMicroseconds: 11, facts: [(name: "k", value: "10")])
        report.steps = [LoadStep(name: "70 % of the peak", span: span, keepsGoal: false)]
        report.goal = "p99 within 10 ms"
        report.wasInterrupted = true
        return report
    }

    @Test func `a report is read back as it was written`() throws {
        let json = Self.report().json
        let again = try LoadReport(JSONValue(parsing: Array(json.text.utf8)))
        // A histogram keeps the upper end of what it cannot tell apart.
        let oneMore = try LoadReport(JSONValue(parsing: Array(again.json.text.utf8)))
        #expect(oneMore.json.text == again.json.text)
        #expect(again.steps[0].span.latency.count == 901)
        #expect(again.text(columnCount: nil) == Self.report().text(columnCount: nil))
    }

    @Test func `what is no report is refused with what is wrong and where`() throws {
        func problem(_ change: (inout [JSONMember]) -> Void) -> String {
            guard case .object(var members) = Self.report().json else { return "" }
            change(&members)
            do {
                _ = try LoadReport(.object(members))
                return "none"
            } catch {
                return error.description
            }
        }
        #expect(problem { $0.removeFirst() } == "no report of tessera load")
        #expect(problem { $0[0].value = .integer(2) }.contains("version 2"))
        #expect(problem { $0.removeAll { $0.key == "name" } } == "the report's name is no text")
        #expect(
            problem { members in
                let place = members.firstIndex { $0.key == "steps" }!
                guard case .array(var steps) = members[place].value, case .object(var step) = steps[0] else { return }
                step.removeAll { $0.key == "lateness" }
                steps[0] = .object(step)
                members[place].value = .array(steps)
            } == "the report's steps[0].lateness is no list of counts")
    }

    @Test func `the text tells figures, errors and what to beware of`() {
        let text = Self.report().text(columnCount: nil)
        #expect(text.contains("NOT_FOUND gallery_not_found: 3"))
        #expect(text.contains("coverage: mean 87.5 %, least 75.0 %"))
        #expect(text.contains("scan 150"))
        #expect(text.contains("note: the run was broken off"))
        #expect(text.contains("p99 within 10 ms: never kept"))
    }

    @Test func `a page escapes what it is told and asks nobody`() {
        let page = LoadPage(reports: [Self.report()]).html
        #expect(page.contains("stock &lt;1&gt;"))
        #expect(!page.contains("<1>"))
        #expect(page.contains("DEADLINE_EXCEEDED &lt;b&gt;"))
        #expect(page.contains("default-src 'none'"))
        #expect(!page.contains("<script"))
        for caption in ["Latency by percentile", "Answered over time", "Refused, late and failed", "Recall over time"] {
            #expect(page.contains(caption), "\(caption)")
        }
    }

    @Test func `several reports share a page, each step with a line of its own`() {
        var other = Self.report()
        other.name = "after"
        let page = LoadPage(reports: [Self.report(), other]).html
        #expect(page.contains("2 loads compared"))
        #expect(page.contains("after: 70 % of the peak"))
    }

    @Test func `a tester that was behind its schedule says so`() {
        var span = Self.span(answered: 1_000)
        span.lateness.record(nanoseconds: 50_000, count: 100)
        #expect(!span.isLimitedByTester)
        span.lateness.record(nanoseconds: 5_000_000, count: 10)
        #expect(span.isLimitedByTester)
        var busy = LoadSpan(pace: .closed(inFlight: 8), startMicroseconds: 0, seconds: 1, kinds: ["search"])
        busy.ownLoad = 0.5
        #expect(!busy.isLimitedByTester)
        busy.ownLoad = 0.99
        #expect(busy.isLimitedByTester)
    }

    @Test func `ticks are round and cover the values`() {
        #expect(PlotAxis.linear.ticks([3, 47]) == [0, 10, 20, 30, 40, 50])
        #expect(PlotAxis.linear.ticks([0]) == [0, 1])
        #expect(PlotAxis.logarithmic.ticks([0.3, 7]) == [0.2, 0.5, 1, 2, 5, 10])
        #expect(PlotAxis.nines.ticks([0, 99.95]).contains(99.9))
        #expect(PlotAxis.shares.ticks([0.953]).last == 1)
        #expect(PlotAxis.shares.ticks([0.953]).first! >= 0.85)
    }
}

extension LoadTests {
    @Test func `scenes are read a line each, and a wrong one is named`() throws {
        let scenes = try SceneLines.entries(
            [
                #"{"role_a": "a wizard", "role_b": "a dragon", "action": "reading", "style": ["ink"], "count": 2}"#,
                #"{"role_a": "a chef", "lora_a": "chef:0.8"}"#,
            ], path: "s.jsonl")
        #expect(scenes[0].scene.roleB?.text == "a dragon")
        #expect(scenes[0].scene.styleWords == ["ink"])
        #expect(scenes[0].count == 2)
        #expect(scenes[1].scene.roleA?.lora?.name == "chef")
        #expect(scenes[1].count == 0)
        for (line, words) in [
            ("[]", "a list, not an object"), ("{}", "role_a is missing"), (#"{"role_a": 1}"#, "not a string"),
            (#"{"role_a": "x", "role_c": "y"}"#, "unknown key 'role_c'"),
            (#"{"role_a": "x", "lora_b": "y"}"#, "lora_b needs role_b"),
            (#"{"role_a": "x", "count": 0}"#, "count is not between"),
            (#"{"role_a": "x", "style": "ink"}"#, "style is a string, not a list"), ("{", "s.jsonl: scene 2"),
        ] {
            do {
                _ = try SceneLines.entries([#"{"role_a": "x"}"#, line], path: "s.jsonl")
                Issue.record("\(line) was read")
            } catch {
                #expect("\(error)".contains("s.jsonl: scene 2"))
                #expect("\(error)".contains(words), "\(error)")
            }
        }
    }
}
