internal import Calling
internal import Ground
internal import Vocabulary
internal import Wire

/// Measures recall and latency over a sweep, one search after another.
struct EvaluationRun: ~Copyable {
    /// Searches before those of a setting that are not measured.
    private static let warmingCount = 3
    /// Candidates per field that the truth of a fused search is chosen among, as a multiple of the hits: an item may
    /// be best by all fields together and far down in each.
    private static let trueOversampling: Float = 100

    private let caller: Caller
    private let gallery: DescribeGalleryResponse
    private let limit: Int
    private let sweep: Sweep
    private var supply: QuerySupply
    private var line: ProgressLine
    private let start = MonotonicTime.now
    private var doneCount = 0
    private var plannedCount = 1
    /// Searches that were answered exactly though codes were asked for.
    private(set) var unwantedExactCount = 0

    init(
        of gallery: DescribeGalleryResponse, limit: Int, sweep: Sweep, supply: QuerySupply, caller: Caller,
        isForPeople: Bool
    ) {
        self.gallery = gallery
        self.limit = limit
        self.sweep = sweep
        self.supply = supply
        self.caller = caller
        line = ProgressLine(quietSeconds: 10, isForPeople: isForPeople)
    }

    /// A series and all that its searches have in common.
    private struct Subject {
        var series: EvaluationSeries
        var specs: [FieldSpec]
        var queries: [EvaluationQuery]
        var settings: [Sweep.Setting]
    }

    /// One series a field, and one of all together when there are several.
    ///
    /// - Parameter names: fields to measure; empty: all that there are queries for.
    mutating func run(fields names: [String]) async throws -> [EvaluationSeries] {
        let wanted = gallery.fields.filter { names.isEmpty || names.contains($0.spec?.name ?? "") }
        let searchable = supply.fields(among: wanted.filter { $0.itemCount > 0 }.compactMap(\.spec))
        let fields = wanted.filter { field in searchable.contains { $0.name == field.spec?.name } }
        var subjects: [Subject] = []
        for field in fields { subjects.append(try await subject([field], isFused: false)) }
        let weighted = fields.filter { ($0.spec?.weight ?? 1) > 0 }
        if weighted.count > 1 { subjects.append(try await subject(weighted, isFused: true)) }
        subjects.removeAll { $0.queries.isEmpty }
        plannedCount = subjects.reduce(0) { sum, subject in
            sum + subject.queries.count * (1 + subject.settings.count * sweep.oversamplings.count)
        }
        var measured: [EvaluationSeries] = []
        do {
            for subject in subjects { measured.append(try await measure(subject)) }
        } catch {
            line.clear()
            throw error
        }
        line.clear()
        return measured
    }

    private mutating func subject(_ fields: [FieldDescription], isFused: Bool) async throws -> Subject {
        let specs = fields.compactMap(\.spec)
        let listCount = fields.map { Int($0.index?.listCount ?? 0) }.max() ?? 0
        // Together, each field has its own default; and one that was tuned has not as many lists for every query.
        let index = isFused ? nil : fields[0].index
        let chosen = index?.reach == nil ? index.map { Int($0.nprobe) } : nil
        // Even exact fields hand up only so many candidates.
        let settings =
            listCount > 0
            ? sweep.settings(listCount: listCount, chosen: chosen) : isFused ? [Sweep.Setting()] : []
        let series = EvaluationSeries(
            name: isFused ? "fused" : specs[0].name, isFused: isFused,
            itemCount: isFused ? gallery.itemCount : fields[0].itemCount, listCount: listCount,
            defaultNprobe: chosen, queryCount: 0)
        return Subject(series: series, specs: specs, queries: try await supply.queries(for: specs), settings: settings)
    }

    private mutating func measure(_ subject: Subject) async throws -> EvaluationSeries {
        let field = subject.series.isFused ? nil : subject.series.name
        var queries: [EvaluationQuery] = []
        var truths: [TrueAnswer] = []
        var times: [UInt64] = []
        let truth = SearchTuning(oversampling: subject.series.isFused ? trueOversampling : 1, exact: true)
        for query in subject.queries {
            show("\(subject.series.name), every item compared")
            doneCount += 1
            do throws(CallFailure) {
                let (response, time) = try await search(query, subject, truth)
                let comparesValues = field != nil || (gallery.spec?.fusion ?? .weighted) != .rrf
                truths.append(TrueAnswer(response.hits, field: field, comparesValues: comparesValues))
                queries.append(query)
                times.append(time)
            } catch {
                // An item that was drawn may have no vector at all; it is no query then.
                guard error.reason == "item_has_no_vectors" || error.reason == "unknown_item" else { throw error }
            }
        }
        let series = subject.series
        var measured = EvaluationSeries(
            name: series.name, isFused: series.isFused, itemCount: series.itemCount, listCount: series.listCount,
            defaultNprobe: series.defaultNprobe, queryCount: queries.count)
        guard !queries.isEmpty else { return measured }
        measured.points.append(
            EvaluationPoint(
                isExact: true, oversampling: truth.oversampling,
                candidateCount: max(
                    Int((Double(limit) * Double(truth.oversampling)).rounded(.up)), Limits.candidateFloor),
                isDefault: series.listCount == 0 && !series.isFused, recall: 1, latency: LatencyFigures(times)))
        for oversampling in sweep.oversamplings {
            for setting in subject.settings {
                measured.points.append(try await point(subject, queries, truths, setting, oversampling))
            }
        }
        return measured
    }

    private var trueOversampling: Float {
        min(Self.trueOversampling, Float(Limits.candidateCountMax / limit), 1_000)
    }

    /// One setting, over all queries.
    private mutating func point(
        _ subject: Subject, _ queries: [EvaluationQuery], _ truths: [TrueAnswer], _ setting: Sweep.Setting,
        _ oversampling: Float
    ) async throws -> EvaluationPoint {
        let field = subject.series.isFused ? nil : subject.series.name
        let tuning = SearchTuning(
            nprobe: UInt32(setting.nprobe ?? 0), oversampling: oversampling, targetRecall: setting.targetRecall ?? 0)
        for query in queries.prefix(Self.warmingCount) { _ = try await search(query, subject, tuning) }
        var times: [UInt64] = []
        var recalls: [Double] = []
        var lookedAt: UInt64 = 0
        var all: UInt64 = 0
        var candidateCount = UInt32.max
        let words =
            setting.targetRecall.map { "recall \($0)" } ?? "nprobe \(setting.nprobe.map { "\($0)" } ?? "default")"
        for (query, truth) in zip(queries, truths) {
            show("\(subject.series.name), \(words)")
            doneCount += 1
            let (response, time) = try await search(query, subject, tuning)
            times.append(time)
            if let recall = truth.recall(of: response.hits, field: field) { recalls.append(recall) }
            // Later rounds double it.
            candidateCount = min(candidateCount, response.explanation?.candidatesPerField ?? candidateCount)
            for explained in response.explanation?.fields ?? [] {
                let known = gallery.fields.first { $0.spec?.name == explained.field }
                lookedAt += explained.plannedCount
                all += known?.itemCount ?? 0
                if explained.exact, known?.index != nil { unwantedExactCount += 1 }
            }
        }
        let isDefault = setting.targetRecall == nil && setting.nprobe == subject.series.defaultNprobe
        return EvaluationPoint(
            nprobe: setting.nprobe, targetRecall: setting.targetRecall, oversampling: oversampling,
            candidateCount: Int(candidateCount), isDefault: isDefault && oversampling == 0,
            recall: recalls.isEmpty ? 1 : recalls.reduce(0, +) / Double(recalls.count),
            latency: LatencyFigures(times), plannedShare: all == 0 ? 1 : Double(lookedAt) / Double(all))
    }

    /// The answer to one query and the microseconds that it took.
    private func search(
        _ query: EvaluationQuery, _ subject: Subject, _ tuning: SearchTuning
    ) async throws(CallFailure) -> (SearchResponse, UInt64) {
        var request = SearchRequest(
            gallery: gallery.spec?.name ?? "", limit: UInt32(limit), diversity: Diversity(allowSimilar: true),
            readMask: ReadMask(idOnly: true), explain: true, tuning: tuning)
        switch query {
        case .like(let id):
            request.likeId = id
            request.fields = subject.specs.map { FieldQuery(field: $0.name) }
        case .vectors(let vectors):
            request.fields = subject.specs.map { FieldQuery(field: $0.name, vector: vectors[$0.name] ?? []) }
        }
        // Alone, a field is measured by its similarities, whatever scale fusion brings them to.
        if !subject.series.isFused { request.fusion = Fusion(kind: .rrf) }
        let begun = MonotonicTime.now
        let response: SearchResponse = try await caller.call(.search, request)
        return (response, MonotonicTime.now.microseconds(since: begun))
    }

    private mutating func show(_ what: String) {
        let now = MonotonicTime.now
        let (line, start) = (line, start)
        let share = Double(doneCount) / Double(max(1, plannedCount))
        self.line.show(at: now) {
            "\(line.bar(share))  \(what)  \(Figures.time(seconds: now.microseconds(since: start) / 1_000_000))"
        }
    }
}
