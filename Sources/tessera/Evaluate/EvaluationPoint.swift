internal import JSON

/// What one setting of a sweep gave.
struct EvaluationPoint: Equatable {
    /// Lists looked into, of each field; nil: as many as the gallery chose for each.
    var nprobe: Int?
    /// The recall that was asked for; nil: none.
    var targetRecall: Float?
    /// Every item was compared.
    var isExact = false
    /// Candidates per field as a multiple of the hits; 0 where the setting says none.
    var oversampling: Float = 0
    /// Candidates per field, of the first round.
    var candidateCount = 0
    /// What a search takes that does not say.
    var isDefault = false
    /// Mean share of the true best that were answered, 0...1.
    var recall: Double
    var latency: LatencyFigures
    /// Items in the lists looked into, as a share of all.
    var plannedShare: Double = 1

    /// `32`, `for 0.95`, `default`, `all items`
    var setting: String {
        if isExact { return "all items" }
        if let targetRecall { return "for \(targetRecall)" }
        return nprobe.map { Figures.count(UInt64($0)) } ?? "default"
    }

    /// `4.0`; `–` where the setting says none.
    var oversamplingText: String { oversampling == 0 ? "–" : "\(oversampling)" }

    var json: JSONValue {
        [
            "exact": .bool(isExact), "nprobe": nprobe.map { .integer(Int64($0)) } ?? .null,
            "target_recall": targetRecall.map { .shortest($0) } ?? .null, "oversampling": .shortest(oversampling),
            "candidates": .integer(Int64(candidateCount)),
            "default": .bool(isDefault), "recall": .real(recall),
            "p50_microseconds": .integer(Int64(latency.medianMicroseconds)),
            "p99_microseconds": .integer(Int64(latency.tailMicroseconds)),
            "queries_per_second": .real(latency.queriesPerSecond), "planned_share": .real(plannedShare),
        ]
    }
}
