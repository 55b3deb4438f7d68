internal import JSON
internal import Loading

/// What a process that makes a share of a load says to the one that directs it, a line of JSON each.
enum LoadWord {
    /// All is prepared, and connected.
    case ready
    /// It cannot be prepared: why, and the exit code of that.
    case failed(String, exitCode: Int32)
    /// How the phase goes.
    case progress(LoadProgress)
    /// What was seen of the phase.
    case span(LoadSpan)

    private static let byteCountMax = 512 << 20

    var line: String {
        let value: JSONValue =
            switch self {
            case .ready: ["word": .string("ready")]
            case .failed(let text, let exitCode):
                ["word": .string("failed"), "text": .string(text), "exit_code": .integer(Int64(exitCode))]
            case .progress(let progress):
                [
                    "word": .string("progress"), "elapsed": .real(progress.elapsedSeconds),
                    "seconds": .real(progress.seconds),
                    "in_flight": .integer(Int64(progress.inFlightCount)), "latest": LoadReport.json(progress.latest),
                    "counts": LoadReport.counts(progress.counts),
                    "recall": progress.recall.map { .real($0) } ?? .null,
                ]
            case .span(let span):
                ["word": .string("span"), "step": LoadReport.json(LoadStep(name: "", span: span, keepsGoal: nil))]
            }
        return value.text + "\n"
    }

    /// Reads what `line` wrote.
    init(_ line: [UInt8]) throws {
        var limits = JSONLimits()
        limits.byteCountMax = Self.byteCountMax
        let reader = LoadReportReader(try JSONValue(parsing: line, limits: limits), "")
        switch try reader.string("word") {
        case "ready": self = .ready
        case "failed":
            self = .failed(try reader.string("text"), exitCode: Int32(clamping: try reader.count("exit_code")))
        case "progress":
            var progress = LoadProgress()
            progress.elapsedSeconds = try reader.number("elapsed")
            progress.seconds = try reader.number("seconds")
            progress.inFlightCount = Int(clamping: try reader.count("in_flight"))
            progress.latest = try reader.part("latest").interval()
            progress.counts = try reader.counts("counts", count: LoadOutcome.allCases.count)
            progress.recall = reader.value["recall"]?.number
            self = .progress(progress)
        case "span": self = .span(try LoadReport.step(try reader.part("step")).span)
        case let word: throw ToolError(description: "'\(word)' is no word of a load")
        }
    }
}
