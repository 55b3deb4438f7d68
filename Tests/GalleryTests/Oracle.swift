import Gallery
import Ground
import Vocabulary

/// What a search means, said as plainly as possible: no shards, no state, everything looked at.
enum Oracle {
    struct Hit: Equatable {
        var id: String
        var score: Float
        var fields: [FieldScore]
    }

    struct Answer: Equatable {
        var hits: [Hit]
        var shortReason: ShortReason?
        var roundCount: Int
        var unionCount: Int
    }

    /// - Parameter scans: how each field is searched; empty: all exactly.
    static func answer(_ plan: SearchPlan, scans: [FieldScan] = [], over items: [SampleItem]) -> Answer {
        let allowed = items.filter { allows(plan, $0) }.sorted { ($0.idHash, $0.id) < ($1.idHash, $1.id) }
        func similarity(_ item: SampleItem, _ field: PlannedField) -> Float? {
            item.vectors[field.index].map { field.metric == .l2 ? -distance($0, field.vector) : dot($0, field.vector) }
        }
        for round in 1... {
            // Candidates: the best of each field; items are sorted by hash and id, and stable sorting keeps that
            // for ties.
            let count = plan.candidatesPerField << (round - 1)
            var union: Set<String> = []
            var mayHaveMore = false
            for (place, field) in plan.fields.enumerated() {
                var holders = allowed.filter { similarity($0, field) != nil }
                var score = { (item: SampleItem) in similarity(item, field)! }
                if case .lists(let probes) = scans.isEmpty ? .exact : scans[place] {
                    // By what the codes stand for, in the lists that are looked into.
                    holders = holders.filter { probes.lists.contains($0.codes[field.index]!.list) }
                    score = { item in
                        let vector = item.codes[field.index]!.vector
                        return field.metric == .l2 ? -distance(vector, field.vector) : dot(vector, field.vector)
                    }
                }
                union.formUnion(best(holders, by: score).prefix(count).map(\.id))
                if holders.count >= count { mayHaveMore = true }
            }
            let candidates = allowed.filter { union.contains($0.id) }

            // Fusion.
            let ranking = plan.fields.map { field in
                best(candidates.filter { similarity($0, field) != nil }) { similarity($0, field)! }.map(\.id)
            }
            func term(_ item: SampleItem, _ index: Int) -> Float? {
                let field = plan.fields[index]
                guard let own = similarity(item, field) else {
                    guard plan.fusion == .weighted else { return nil }
                    let isDistance = field.metric == .l2 && field.calibration == .identity
                    let found = candidates.compactMap { similarity($0, field) }
                    return isDistance && !found.isEmpty ? field.weight * found.min()! : 0
                }
                if plan.fusion == .rrf {
                    return field.weight / (plan.rrfConstant + Float(ranking[index].firstIndex(of: item.id)! + 1))
                }
                guard case .affine(let mean, let best) = field.calibration else { return field.weight * own }
                return field.weight * Swift.min(Swift.max((own - mean) / (best - mean), 0), 1.5)
            }
            func fused(_ item: SampleItem) -> Float {
                let terms = plan.fields.indices.compactMap { term(item, $0) }
                return plan.fusion == .max ? terms.max()! : terms.reduce(0, +)
            }
            let order = best(candidates.filter { fused($0) >= plan.minScore ?? -.infinity }, by: fused)

            // Choice.
            let (chosen, skippedCount) = choose(plan, order, fused)
            if chosen.count < plan.limit, mayHaveMore, round < 3 { continue }
            let hits = chosen.map { item in
                var winnerIsOpen = plan.fusion == .max
                let fields = plan.fields.enumerated().map { index, field in
                    var contribution = term(item, index) ?? 0
                    if plan.fusion == .max {
                        if winnerIsOpen, term(item, index) == fused(item) {
                            winnerIsOpen = false
                        } else {
                            contribution = 0
                        }
                    }
                    let rank = ranking[index].firstIndex(of: item.id).map { $0 + 1 } ?? 0
                    return FieldScore(
                        field: field.name, similarity: similarity(item, field), rank: UInt32(rank),
                        contribution: contribution)
                }
                return Hit(id: item.id, score: fused(item), fields: plan.explains ? fields : [])
            }
            let reason: ShortReason? =
                chosen.count == plan.limit
                ? nil : order.count < candidates.count ? .minScore : skippedCount > 0 ? .similar : .exhausted
            return Answer(hits: hits, shortReason: reason, roundCount: round, unionCount: candidates.count)
        }
        fatalError("three rounds end")
    }

    private static func choose(
        _ plan: SearchPlan, _ order: [SampleItem], _ fused: (SampleItem) -> Float
    ) -> (chosen: [SampleItem], skippedCount: Int) {
        let pool = Array(order.prefix(Swift.max(4 * plan.limit, 64)))
        let range = pool.isEmpty ? 0 : fused(pool.first!) - fused(pool.last!)
        let deciding = pool.map { item -> Float in
            guard let seed = plan.diversity.seed else { return fused(item) }
            let draw = Float(Hash.xxh3(item.idHash, seed: seed) >> 40) / 16_777_216
            return fused(item) + plan.diversity.variety * range * draw
        }
        let (least, most) = (deciding.min() ?? 0, deciding.max() ?? 0)
        let usesDifference = plan.diversity.isMarginal && pool.count > 1
        let lambda = plan.diversity.lambda
        var waiting = Array(zip(pool, deciding))
        var rest = order.dropFirst(pool.count)
        var chosen: [SampleItem] = []
        var skippedCount = 0

        func isSimilar(_ item: SampleItem) -> Bool {
            !plan.diversity.allowsSimilar
                && chosen.contains {
                    $0.similarHashes.contains(item.idHash) || item.similarHashes.contains($0.idHash)
                }
        }
        func worth(_ item: SampleItem, _ score: Float) -> Float {
            guard usesDifference else { return score }
            let relevance = most > least ? (score - least) / (most - least) : 1
            return lambda * relevance - (1 - lambda) * (chosen.map { likeness(plan, item, $0) }.max() ?? 0)
        }
        while chosen.count < plan.limit {
            let before = waiting.count + rest.count
            if usesDifference {
                waiting.removeAll { isSimilar($0.0) }
            } else {
                // Looked at in their order, and no further than needed.
                waiting = best(waiting) { $0.1 }
                while let first = waiting.first, isSimilar(first.0) { waiting.removeFirst() }
            }
            if waiting.isEmpty { rest = rest.drop(while: isSimilar) }
            skippedCount += before - waiting.count - rest.count
            let next = best(waiting) { worth($0.0, $0.1) }.first?.0 ?? rest.first
            guard let next else { break }
            chosen.append(next)
            waiting.removeAll { $0.0.id == next.id }
            rest = rest.drop { $0.id == next.id }
        }
        return (chosen, skippedCount)
    }

    /// The weighted cosine over the fields that both have.
    private static func likeness(_ plan: SearchPlan, _ left: SampleItem, _ right: SampleItem) -> Float {
        var sum: Float = 0
        var weights: Float = 0
        for field in plan.fields {
            guard let one = left.vectors[field.index], let other = right.vectors[field.index] else { continue }
            func inverse(_ vector: [Float]) -> Float {
                dot(vector, vector) > 0 ? 1 / dot(vector, vector).squareRoot() : 0
            }
            sum += field.weight * (dot(one, other) * (inverse(one) * inverse(other)))
            weights += field.weight
        }
        return weights > 0 ? sum / weights : 0
    }

    private static func allows(_ plan: SearchPlan, _ item: SampleItem) -> Bool {
        if plan.excludedIds.contains(item.id) { return false }
        guard let filter = plan.filter else { return true }
        return filter.tags.allSatisfy { $0.any.contains { item.tags.contains($0) } }
            && !filter.noTags.contains { item.tags.contains($0) }
            && (filter.ids.isEmpty || filter.ids.contains(item.id))
    }

    /// Highest first; equal ones stay in their order.
    private static func best<Element>(_ elements: [Element], by score: (Element) -> Float) -> [Element] {
        elements.enumerated().map { (offset: $0.offset, score: score($0.element), element: $0.element) }
            .sorted { $0.score > $1.score || ($0.score == $1.score && $0.offset < $1.offset) }.map(\.element)
    }

    static func dot(_ left: [Float], _ right: [Float]) -> Float { zip(left, right).map { $0 * $1 }.reduce(0, +) }

    static func distance(_ left: [Float], _ right: [Float]) -> Float {
        zip(left, right).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    }
}
