internal import JSON
internal import Loading

// A report as a file keeps it: with the counts of every histogram, so that reports can be compared and added up.
extension LoadReport {
    /// The version of what follows.
    private static let format: Int64 = 1

    var json: JSONValue {
        [
            "tessera_load": .integer(Self.format), "name": .string(name),
            "start_microseconds": .count(startMicroseconds),
            "facts": .array(facts.map { ["name": .string($0.name), "value": .string($0.value)] }),
            "goal": .string(goal), "sustained_rate": sustainedRate.map { .real($0) } ?? .null,
            "interrupted": .bool(wasInterrupted), "lost": .strings(losses), "steps": .array(steps.map(Self.json)),
            "notes": .strings(notes),
        ]
    }

    static func json(_ step: LoadStep) -> JSONValue {
        let span = step.span
        let latency = span.latency
        var rate = span.pace.number
        if case .recorded = span.pace { rate = span.offered }
        let percentiles = percentiles.map { percentile -> JSONMember in
            JSONMember(
                "p\(LoadText.number(percentile))", .real(latency.microseconds(atPercentile: percentile)))
        }
        return [
            "name": .string(step.name), "keeps_goal": step.keepsGoal.map { .bool($0) } ?? .null,
            "marks": .array(
                step.marks.map {
                    [
                        "second": .real($0.second), "command": .string($0.command),
                        "status": .integer(Int64($0.status)),
                    ]
                }),
            "pace": .string(span.pace.word), "rate_or_in_flight": .real(rate),
            "start_microseconds": .count(span.startMicroseconds), "seconds": .real(span.seconds),
            "offered_per_second": .real(span.offered), "answered_per_second": .real(span.goodput),
            "latency_microseconds": .object(percentiles), "recall": span.recall.map { .real($0) } ?? .null,
            "coverage": span.coverage.map { .real($0) } ?? .null,
            "limited_by_tester": .bool(span.isLimitedByTester), "own_load": .real(span.ownLoad),
            "looked_at": .integer(Int64(span.lookedAtCount)), "coverage_sum": .real(span.coverageSum),
            "coverage_min": .real(span.coverageMin), "recall_sum": .real(span.recallSum),
            "recall_count": .integer(Int64(span.recallCount)), "staged": .integer(Int64(span.stagedCount)),
            "stages": .array(
                span.stages.map { ["name": .string($0.name), "microsecond_sum": .real($0.microsecondSum)] }),
            "errors": .object(
                span.errors.sorted { $0.key < $1.key }.map { JSONMember($0.key, .count($0.value)) }),
            "lateness": bins(span.lateness),
            "kinds": .array(
                span.tallies.map { tally in
                    [
                        "name": .string(tally.name), "counts": counts(tally.counts), "latency": bins(tally.latency),
                        "server_time": bins(tally.serverTime),
                    ]
                }),
            "intervals": .array(span.intervals.map(json)),
        ]
    }

    static func json(_ interval: LoadInterval) -> JSONValue {
        [
            "counts": counts(interval.counts), "latency": bins(interval.latency),
            "recall_sum": .real(interval.recallSum), "recall_count": .integer(Int64(interval.recallCount)),
        ]
    }

    static func counts(_ counts: [UInt64]) -> JSONValue { .array(counts.map { .count($0) }) }

    /// Durations in nanoseconds and their counts, one after the other.
    private static func bins(_ histogram: LatencyHistogram) -> JSONValue {
        .array(histogram.bins.flatMap { [JSONValue.count($0.nanoseconds), .count($0.count)] })
    }

    /// Reads what `json` wrote.
    init(_ json: JSONValue) throws(ToolError) {
        guard let format = json["tessera_load"]?.integer else {
            throw ToolError(description: "no report of tessera load")
        }
        guard format == Self.format else {
            throw ToolError(description: "a report of version \(format); this program reads \(Self.format)")
        }
        let reader = LoadReportReader(json, "")
        name = try reader.string("name")
        startMicroseconds = try reader.count("start_microseconds")
        facts = []
        for fact in try reader.list("facts") { facts.append((try fact.string("name"), try fact.string("value"))) }
        goal = try reader.string("goal")
        sustainedRate = json["sustained_rate"]?.number
        wasInterrupted = json["interrupted"]?.bool ?? false
        losses = json["lost"]?.array?.compactMap(\.string) ?? []
        for step in try reader.list("steps") { steps.append(try Self.step(step)) }
    }

    static func step(_ reader: LoadReportReader) throws(ToolError) -> LoadStep {
        let pace = try reader.pace("pace", "rate_or_in_flight")
        let kinds = try reader.list("kinds")
        var names: [String] = []
        for kind in kinds { names.append(try kind.string("name")) }
        guard !names.isEmpty else { throw ToolError(description: "a step without kinds of calls") }
        var span = LoadSpan(
            pace: pace, startMicroseconds: try reader.count("start_microseconds"),
            seconds: try reader.number("seconds"), kinds: names)
        for (place, kind) in kinds.enumerated() {
            span.tallies[place].counts = try kind.counts("counts", count: LoadOutcome.allCases.count)
            span.tallies[place].latency = try kind.histogram("latency", .fine)
            span.tallies[place].serverTime = try kind.histogram("server_time", .fine)
        }
        for entry in try reader.list("intervals") { span.intervals.append(try entry.interval()) }
        span.lateness = try reader.histogram("lateness", .fine)
        span.ownLoad = try reader.number("own_load")
        span.hadLimitedPart = reader.value["limited_by_tester"]?.bool ?? false
        span.lookedAtCount = Int(clamping: try reader.count("looked_at"))
        span.coverageSum = try reader.number("coverage_sum")
        span.coverageMin = try reader.number("coverage_min")
        span.recallSum = try reader.number("recall_sum")
        span.recallCount = Int(clamping: try reader.count("recall_count"))
        span.stagedCount = Int(clamping: try reader.count("staged"))
        for stage in try reader.list("stages") {
            span.stages.append(
                LoadSpan.Stage(
                    name: try stage.string("name"), microsecondSum: try stage.number("microsecond_sum")))
        }
        for member in reader.value["errors"]?.object ?? [] {
            span.errors[member.key] = UInt64(clamping: member.value.integer ?? 0)
        }
        // Reports of earlier versions have none.
        var marks: [LoadMark] = []
        for mark in reader.value["marks"] == nil ? [] : try reader.list("marks") {
            marks.append(
                LoadMark(
                    second: try mark.number("second"), command: try mark.string("command"),
                    status: Int32(clamping: mark.value["status"]?.integer ?? 0)))
        }
        return LoadStep(
            name: try reader.string("name"), span: span, keepsGoal: reader.value["keeps_goal"]?.bool, marks: marks)
    }
}
