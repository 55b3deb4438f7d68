internal import Ground
internal import JSON
internal import Loading

/// What the process that directs a load says to the others, a line of JSON each.
enum LoadOrder {
    /// Make your share of this phase, all of which is named; begin at a moment of this machine's clock.
    case run(LoadPhase, start: MonotonicTime)
    /// Let no more calls begin, now and later.
    case stop

    var line: String {
        let value: JSONValue =
            switch self {
            case .run(let phase, let start):
                [
                    "pace": .string(phase.pace.word), "number": .real(phase.pace.number),
                    "seconds": .real(phase.seconds), "seed": .integer(Int64(bitPattern: phase.seed)),
                    "start": .count(start.nanoseconds),
                ]
            case .stop: ["stop": .bool(true)]
            }
        return value.text + "\n"
    }

    /// Reads what `line` wrote.
    init(_ line: [UInt8]) throws {
        let reader = LoadReportReader(try JSONValue(parsing: line), "")
        guard reader.value["stop"] == nil else {
            self = .stop
            return
        }
        let seconds = try reader.number("seconds")
        guard seconds > 0 else { throw ToolError(description: "a phase of \(seconds) s") }
        let phase = LoadPhase(
            pace: try reader.pace("pace", "number"), seconds: seconds,
            seed: UInt64(bitPattern: reader.value["seed"]?.integer ?? 0))
        self = .run(phase, start: MonotonicTime(nanoseconds: try reader.count("start")))
    }
}
