internal import JSON
internal import Vocabulary

/// All that one evaluation measured.
struct Evaluation {
    let gallery: String
    /// Hits that count.
    let limit: Int
    /// What was looked for, in words.
    let queries: String
    var series: [EvaluationSeries]
    /// Searches that were answered exactly though codes were asked for.
    let unwantedExactCount: Int
    let measuredMicroseconds: UInt64

    /// True when candidates differ from setting to setting.
    private var variesOversampling: Bool {
        Set(series.flatMap(\.points).filter { !$0.isExact }.map(\.oversampling)).count > 1
    }

    /// What a reader should know besides the figures.
    var notes: [String] {
        var notes: [String] = []
        let exact = series.filter { $0.listCount == 0 && !$0.isFused }.map(\.name)
        if !exact.isEmpty {
            notes.append(
                "\(exact.joined(separator: ", ")): every item is compared, so recall is 1; tessera gallery describe "
                    + "tells why")
        }
        if let truth = series.first(where: \.isFused)?.points.first(where: \.isExact) {
            notes.append(
                "fused over all items is the truth that is measured against, chosen among "
                    + "\(Figures.count(truth.candidateCount)) candidates a field, and takes longer for it")
        }
        for series in series where !series.isFused {
            for point in series.points {
                guard let asked = point.targetRecall, asked > 0 else { continue }
                let difference = Figures.fixed(point.recall - Double(asked), digitCount: 3)
                let sign = point.recall < Double(asked) ? "" : "+"
                let found = Figures.fixed(point.recall, digitCount: 3)
                notes.append("\(series.name): asked for \(asked), found \(found) (\(sign)\(difference))")
            }
        }
        if unwantedExactCount > 0 {
            notes.append(
                "\(Figures.count(unwantedExactCount)) times a field was compared exactly where codes were asked for: "
                    + "with few items that is cheaper")
        }
        return notes
    }

    func text(columnCount: Int?) -> String {
        var table = Table(headings: [
            ("field", .left), ("", .left), ("nprobe", .right), ("recall@\(limit)", .right), ("p50 ms", .right),
            ("p99 ms", .right), ("queries/s", .right), ("looked at", .right),
        ])
        if variesOversampling { table.headings.insert(("oversampling", .right), at: 3) }
        for series in series {
            for (place, point) in series.points.enumerated() {
                var row = [
                    place == 0 ? series.name : "", point.isDefault ? "*" : "", point.setting,
                    Figures.fixed(point.recall, digitCount: 4),
                    Self.milliseconds(point.latency.medianMicroseconds),
                    Self.milliseconds(point.latency.tailMicroseconds),
                    Figures.count(Int(point.latency.queriesPerSecond)), Self.percent(point.plannedShare),
                ]
                if variesOversampling { row.insert(point.oversamplingText, at: 3) }
                table.rows.append(row)
            }
        }
        var text = "gallery \(gallery), queries: \(queries)\n\n" + table.text(columnCount: columnCount) + "\n"
        text += "* what a search takes that does not say\n"
        for note in notes { text += "note: \(note)\n" }
        return text
    }

    static func milliseconds(_ microseconds: UInt64) -> String {
        Figures.fixed(Double(microseconds) / 1_000, digitCount: 2)
    }

    /// `0.42 %`, `7.5 %`, `100 %`
    static func percent(_ share: Double) -> String {
        let percent = share * 100
        return Figures.fixed(percent, digitCount: percent < 1 ? 2 : percent < 99.95 ? 1 : 0) + " %"
    }

    var json: JSONValue {
        [
            "gallery": .string(gallery), "k": .integer(Int64(limit)), "queries": .string(queries),
            "measured_microseconds": .integer(Int64(clamping: measuredMicroseconds)),
            "series": .array(series.map(\.json)), "notes": .strings(notes),
        ]
    }
}
