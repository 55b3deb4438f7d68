internal import Gallery
internal import Ground
internal import Loading
internal import Vocabulary
internal import Wire

/// Makes the requests of a load, and finds out what is true, before the clock runs.
struct LoadTraffic {
    /// What the requests have in common.
    struct Settings {
        var mix: LoadMix
        var hitCount: Int
        var filter: Filter?
        var tuning: SearchTuning?
        var minCoverage: Float?
        var timeoutMicroseconds: UInt32
        /// Requests whose truth is found out.
        var checkCount: Int
        var seed: UInt64
    }

    /// Answers that are looked at, of all: more would cost this side time that it needs for sending.
    private static let lookedAtShare = 0.05
    /// Items that upserts write, each again and again.
    private static let writtenCount = 1_000
    /// Ids of these items begin so.
    static let idPrefix = "tessera-load-"

    private let gallery: DescribeGalleryResponse
    private let settings: Settings
    private let caller: Caller

    init(_ gallery: DescribeGalleryResponse, _ settings: Settings, caller: Caller) {
        self.gallery = gallery
        self.settings = settings
        self.caller = caller
    }

    private var name: String { gallery.spec?.name ?? "" }

    /// The ids that upserts write.
    static var writtenIds: [String] { (0..<writtenCount).map { idPrefix + "\($0)" } }

    /// The kinds of calls.
    ///
    /// - Parameter progress: told how many truths are found, of how many.
    func kinds(
        _ queries: [LoadQuery], isStopped: () -> Bool, progress: (Int, Int) -> Void
    ) async throws -> [LoadKind] {
        var kinds: [LoadKind] = []
        let truthCount = settings.mix.parts.count { $0.call == .search || $0.call == .find } * checkedCount(queries)
        var foundCount = 0
        for (call, weight) in settings.mix.parts {
            var kind: LoadKind
            let comparesScores = comparesScores
            switch call {
            case .search:
                kind = self.kind(call, .search, weight, queries.map { Self.bytes(search($0)) })
                kind.check = try await check(queries, isStopped, { Self.bytes(search($0, isExplained: true)) }) {
                    query in
                    foundCount += 1
                    progress(foundCount, truthCount)
                    let answer: SearchResponse = try await caller.call(.search, search(query, isExact: true))
                    return Self.reading(answer, comparesScores)
                }
                kind.check?.read = { bytes in
                    guard let answer = try? unsafe bytes.withUnsafeBytes({ try unsafe SearchResponse(wire: $0) })
                    else { return nil }
                    return Self.reading(answer, comparesScores)
                }
            case .find:
                kind = self.kind(call, .findGuides, weight, queries.map { Self.bytes(guides($0)) })
                kind.check = try await check(queries, isStopped, { Self.bytes(guides($0, isExplained: true)) }) {
                    query in
                    foundCount += 1
                    progress(foundCount, truthCount)
                    let answer: FindGuidesResponse = try await caller.call(.findGuides, guides(query, isExact: true))
                    return Self.reading(answer)
                }
                kind.check?.read = { bytes in
                    guard let answer = try? unsafe bytes.withUnsafeBytes({ try unsafe FindGuidesResponse(wire: $0) })
                    else { return nil }
                    return Self.reading(answer)
                }
            case .get:
                let drawn: SampleItemsResponse = try await caller.call(
                    .sampleItems, SampleItemsRequest(gallery: name, count: 1_000, seed: settings.seed))
                guard !drawn.ids.isEmpty else { throw ToolError(description: "gallery '\(name)' has no items to get") }
                kind = self.kind(
                    call, .getItems, weight,
                    drawn.ids.map { Self.bytes(GetItemsRequest(gallery: name, ids: [$0])) })
            case .upsert: kind = self.kind(call, .upsertItems, weight, writes())
            case .delete:
                kind = self.kind(
                    call, .deleteItems, weight,
                    Self.writtenIds.map { Self.bytes(DeleteItemsRequest(gallery: name, ids: [$0])) })
            case .ping: kind = self.kind(call, .ping, weight, [Self.bytes(PingRequest())])
            }
            kinds.append(kind)
        }
        return kinds
    }

    private func kind(_ call: LoadMix.Call, _ method: Method, _ weight: Double, _ bodies: [[UInt8]]) -> LoadKind {
        LoadKind(
            name: call.rawValue, method: method.rawValue, path: method.path, weight: weight,
            timeoutMicroseconds: settings.timeoutMicroseconds, bodies: bodies)
    }

    private func checkedCount(_ queries: [LoadQuery]) -> Int { min(settings.checkCount, queries.count) }

    /// The truth of some queries; nil when none is to be found out.
    private func check(
        _ queries: [LoadQuery], _ isStopped: () -> Bool, _ explained: (LoadQuery) -> [UInt8],
        _ truth: (LoadQuery) async throws -> LoadReading
    ) async throws -> LoadCheck? {
        let count = checkedCount(queries)
        guard count > 0 else { return nil }
        var check = LoadCheck(
            share: min(1, Self.lookedAtShare * Double(queries.count) / Double(count)), truths: [:], explained: [:],
            read: { _ in nil })
        // Spread over all of them, as a short run sends only some.
        for number in 0..<count where !isStopped() {
            let place = number * queries.count / count
            check.truths[place] = try await truth(queries[place])
            check.explained[place] = explained(queries[place])
        }
        return check
    }

    // MARK: Requests

    private static func bytes(_ message: some WireMessage) -> [UInt8] {
        let buffer = ByteBuffer()
        message.write(to: buffer)
        return unsafe Array(buffer.bytes)
    }

    private func tuning(isExact: Bool) -> SearchTuning? {
        guard isExact else { return settings.tuning }
        return SearchTuning(oversampling: settings.tuning?.oversampling ?? 0, exact: true)
    }

    private func search(_ query: LoadQuery, isExplained: Bool = false, isExact: Bool = false) -> SearchRequest {
        SearchRequest(
            gallery: name, limit: UInt32(settings.hitCount),
            fields: query.vectors.map { FieldQuery(field: $0.field, vector: $0.values) }, text: query.text,
            filter: settings.filter, readMask: isExact ? ReadMask(idOnly: true) : nil,
            minCoverage: isExact ? nil : settings.minCoverage, explain: isExplained, tuning: tuning(isExact: isExact))
    }

    private func guides(_ query: LoadQuery, isExplained: Bool = false, isExact: Bool = false) -> FindGuidesRequest {
        FindGuidesRequest(
            gallery: name, scene: query.scene?.scene, prompt: query.text, vectors: query.vectors,
            imageCount: query.scene.flatMap { $0.count > 0 ? $0.count : nil } ?? UInt32(settings.hitCount),
            filter: settings.filter, readMask: isExact ? ReadMask(idOnly: true) : nil,
            minCoverage: isExact ? nil : settings.minCoverage, explain: isExplained, tuning: tuning(isExact: isExact))
    }

    /// Items with vectors of random directions, which are like no picture and disturb no recall.
    private func writes() -> [[UInt8]] {
        var random = SplitMix(seed: settings.seed, part: 2)
        return Self.writtenIds.map { id in
            let vectors = (gallery.spec?.fields ?? []).map { field in
                var values = (0..<Int(field.dimension)).map { _ in Float.random(in: -1...1, using: &random) }
                let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
                for place in values.indices { values[place] /= max(length, 1e-9) }
                return FieldVector(
                    field: field.name, values: values, encoderFingerprint: field.encoderFingerprint)
            }
            let item = Item(id: id, description: "written by a load test", tags: ["tessera-load"])
            return Self.bytes(UpsertItemsRequest(gallery: name, items: [ItemWrite(item: item, vectors: vectors)]))
        }
    }

    // MARK: Answers

    /// Scores of different answers can be compared where they do not depend on what else was found.
    private var comparesScores: Bool { (gallery.spec?.fusion ?? .weighted) != .rrf }

    private static func reading(_ answer: SearchResponse, _ comparesScores: Bool) -> LoadReading {
        LoadReading(
            ids: answer.hits.map { $0.item?.id ?? "" }, scores: comparesScores ? answer.hits.map(\.score) : [],
            coverage: Double(answer.coverage), stages: stages(answer.explanation))
    }

    private static func reading(_ answer: FindGuidesResponse) -> LoadReading {
        LoadReading(
            ids: answer.guides.map { $0.item?.id ?? "" }, coverage: Double(answer.coverage),
            stages: stages(answer.explanation))
    }

    private static func stages(_ explanation: Explanation?) -> [(name: String, microseconds: Double)] {
        guard let times = explanation?.times else { return [] }
        return [
            ("queue", times.queue), ("encode", times.encode), ("filter", times.filter), ("plan", times.plan),
            ("scan", times.scan), ("rerank", times.rerank), ("fuse", times.fuse), ("fetch", times.fetch),
            ("reply", times.reply),
        ].map { (name: $0.0, microseconds: Double($0.1)) }
    }
}
