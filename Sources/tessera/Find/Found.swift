internal import JSON
internal import Vocabulary

/// What a search or a scene found.
struct Found: Sendable {
    var hits: [Hit]
    /// What a generation does with them; nil after a plain search.
    var plan: GenerationPlan?
    var coverage: Float
    var sequence: UInt64
    var shortReason: ShortReason?
    var texts: [TextReport]
    var explanation: Explanation?

    init(_ response: FindGuidesResponse) {
        hits = response.guides
        plan = response.plan
        coverage = response.coverage
        sequence = response.sequence
        shortReason = response.shortReason
        texts = response.texts
        explanation = response.explanation
    }

    init(_ response: SearchResponse) {
        hits = response.hits
        coverage = response.coverage
        sequence = response.sequence
        shortReason = response.shortReason
        texts = response.texts
        explanation = response.explanation
    }

    var json: JSONValue {
        var members = [
            JSONMember("hits", .array(hits.enumerated().map { JSONValue($1, rank: $0 + 1) })),
            JSONMember("coverage", .shortest(coverage)), JSONMember("sequence", .count(sequence)),
            JSONMember("short_reason", shortReason.map { .string($0.word) } ?? .null),
            JSONMember("texts", .array(texts.map { JSONValue($0) })),
        ]
        if let plan { members.append(JSONMember("plan", JSONValue(plan))) }
        if let explanation { members.append(JSONMember("explanation", JSONValue(explanation))) }
        return .object(members)
    }

    /// A table of the hits and, below it, what is worth knowing.
    func text(askedCount: Int, isExplained: Bool, columnCount: Int?) -> String {
        var text = ""
        if let plan, !plan.searchText.isEmpty {
            text +=
                Listing.text([("search text", plan.searchText), ("generation prompt", plan.generationPrompt)]) + "\n"
        }
        let fields = isExplained ? hits.first?.fields.map(\.field) ?? [] : []
        var table = Table(
            headings: [("#", .right), ("score", .right)] + fields.map { ($0, .right) } + [
                ("id", .left), ("url", .left), ("description", .left),
            ])
        for (place, hit) in hits.enumerated() {
            let item = hit.item ?? Item()
            let similarities = fields.map { field in
                hit.fields.first { $0.field == field }?.similarity.map { Figures.fixed(Double($0), digitCount: 3) }
                    ?? "–"
            }
            table.rows.append(
                ["\(place + 1)", Figures.fixed(Double(hit.score), digitCount: 4)] + similarities + [
                    item.id, item.url, item.description,
                ])
        }
        text += hits.isEmpty ? "nothing was found\n" : table.text(columnCount: columnCount)
        for note in notes(askedCount: askedCount) { text += "note: \(note)\n" }
        if isExplained, let explanation { text += "\n" + Listing.text(Self.lines(explanation)) }
        return text
    }

    /// What a reader of the answer should know besides it.
    func notes(askedCount: Int) -> [String] {
        var notes: [String] = []
        if hits.count < askedCount {
            let reason = shortReason.map { ": " + $0.sentence } ?? ""
            notes.append("\(hits.count) of \(askedCount) asked for\(reason)")
        }
        if zip(hits, hits.dropFirst()).contains(where: { $0.score < $1.score }) {
            notes.append(
                "chosen to fit and to differ, so not in order of score; --no-mmr without --seed orders by score"
            )
        }
        if coverage < 1 {
            notes.append("\(Figures.fixed(Double(coverage) * 100, digitCount: 1)) % of the gallery was looked at")
        }
        if texts.contains(where: \.truncated) {
            notes.append("the text is longer than the encoder reads; its end was cut")
        }
        if let unknown = texts.map(\.unknownShare).max(), unknown > 0.3 {
            let share = Figures.fixed(Double(unknown) * 100, digitCount: 0)
            notes.append("the encoder does not know \(share) % of the text's words, so the scores say little")
        }
        return notes
    }

    /// `tags exactly, 7,458 items`, `tags in 16 lists, 6,112 codes`
    private static func searched(_ field: FieldExplanation) -> String {
        let way =
            field.exact
            ? "exactly" : field.nprobe == 1 ? "in 1 list" : "in \(Figures.count(UInt64(field.nprobe))) lists"
        return "\(field.field) \(way), \(Figures.count(field.plannedCount)) \(field.exact ? "items" : "codes")"
    }

    static func lines(_ explanation: Explanation) -> [(name: String, value: String)] {
        let times = explanation.times ?? StageTimes()
        let weights = explanation.weights.map { "\($0.field) \($0.weight)" }.joined(separator: ", ")
        return [
            ("fusion", "\(explanation.fusion.map { "\($0)" } ?? "weighted") (\(weights))"),
            (
                "candidates",
                "\(Figures.count(UInt64(explanation.candidatesPerField))) a field, "
                    + "\(Figures.count(UInt64(explanation.unionCount))) together, rounds: \(explanation.roundCount)"
            ), ("allowed by the filter", Figures.count(explanation.allowedCount)),
            ("searched", explanation.fields.map(searched).joined(separator: ", ")),
            (
                "time",
                "queue \(times.queue) µs, encode \(times.encode) µs, filter \(times.filter) µs, plan \(times.plan) µs, "
                    + "scan \(times.scan) µs, rerank \(times.rerank) µs, fuse \(times.fuse) µs, "
                    + "fetch \(times.fetch) µs, reply \(times.reply) µs"
            ),
        ]
    }
}
