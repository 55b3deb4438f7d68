internal import JSON
internal import Loading

/// A part of a report's file; what it lacks is named by its path.
struct LoadReportReader {
    let value: JSONValue
    private let path: String

    init(_ value: JSONValue, _ path: String) {
        self.value = value
        self.path = path
    }

    private func wrong(_ key: String, _ what: String) -> ToolError {
        ToolError(description: "the report's \(path)\(key) is no \(what)")
    }

    func string(_ key: String) throws(ToolError) -> String {
        guard let text = value[key]?.string else { throw wrong(key, "text") }
        return text
    }

    func number(_ key: String) throws(ToolError) -> Double {
        guard let number = value[key]?.number, number.isFinite else { throw wrong(key, "number") }
        return number
    }

    func count(_ key: String) throws(ToolError) -> UInt64 {
        guard let integer = value[key]?.integer, integer >= 0 else { throw wrong(key, "count") }
        return UInt64(integer)
    }

    func list(_ key: String) throws(ToolError) -> [LoadReportReader] {
        guard let array = value[key]?.array else { throw wrong(key, "list") }
        return array.enumerated().map { LoadReportReader($1, "\(path)\(key)[\($0)].") }
    }

    func part(_ key: String) throws(ToolError) -> LoadReportReader {
        guard let part = value[key], part.object != nil else { throw wrong(key, "object") }
        return LoadReportReader(part, "\(path)\(key).")
    }

    func counts(_ key: String, count: Int? = nil) throws(ToolError) -> [UInt64] {
        guard let array = value[key]?.array, count == nil || array.count == count else {
            throw wrong(key, "list of counts")
        }
        var counts: [UInt64] = []
        for entry in array {
            guard let integer = entry.integer, integer >= 0 else { throw wrong(key, "list of counts") }
            counts.append(UInt64(integer))
        }
        return counts
    }

    func histogram(_ key: String, _ precision: LatencyHistogram.Precision) throws(ToolError) -> LatencyHistogram {
        let numbers = try counts(key)
        guard numbers.count % 2 == 0 else { throw wrong(key, "list of pairs") }
        var histogram = LatencyHistogram(precision)
        for place in stride(from: 0, to: numbers.count, by: 2) {
            // An hour is more than any call may take.
            guard numbers[place] <= 1 << 52 else { throw wrong(key, "list of durations") }
            histogram.record(nanoseconds: numbers[place], count: numbers[place + 1])
        }
        return histogram
    }

    func pace(_ word: String, _ number: String) throws(ToolError) -> LoadPhase.Pace {
        guard let pace = LoadPhase.Pace(word: try string(word), number: try self.number(number)) else {
            throw wrong(word, "pace of calls")
        }
        return pace
    }

    /// What `LoadReport.json` wrote of a second.
    func interval() throws(ToolError) -> LoadInterval {
        var interval = LoadInterval()
        interval.counts = try counts("counts", count: LoadOutcome.allCases.count)
        interval.latency = try histogram("latency", .coarse)
        interval.recallSum = try number("recall_sum")
        interval.recallCount = Int(clamping: try count("recall_count"))
        return interval
    }
}
