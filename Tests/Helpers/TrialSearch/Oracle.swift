public import Gallery
internal import Ground
public import Vocabulary

/// What a search means, said as plainly as possible: no shards, no state, everything looked at.
public enum Oracle {
    public struct Hit: Equatable {
        public var id: String
        public var score: Float
        public var fields: [FieldScore]

        public init(id: String, score: Float, fields: [FieldScore]) {
            self.id = id
            self.score = score
            self.fields = fields
        }
    }

    public struct Answer: Equatable {
        public var hits: [Hit]
        public var shortReason: ShortReason?
        public var roundCount: Int
        public var unionCount: Int
        /// True when no field has more candidates than were taken in the last round.
        public var isExhausted: Bool
    }

    /// - Parameter product: the inner product of two vectors, by which marginal relevance tells how alike items are.
    public static func answer(
        _ plan: SearchPlan, over items: [OracleItem], product: ([Float], [Float]) -> Float = dot
    ) -> Answer {
        let allowed = items.filter { allows(plan, $0) }.sorted { ($0.idHash, $0.id) < ($1.idHash, $1.id) }
        for round in 1... {
            // Candidates: the best of each field; items are sorted by hash and id, and stable sorting keeps that
            // for ties.
            let count = plan.candidatesPerField << (round - 1)
            var union: Set<String> = []
            var mayHaveMore = false
            for place in plan.fields.indices {
                let holders = allowed.filter { $0.candidateScores[place] != nil }
                union.formUnion(best(holders) { $0.candidateScores[place]! }.prefix(count).map(\.id))
                if holders.count >= count { mayHaveMore = true }
            }
            let candidates = allowed.filter { union.contains($0.id) }

            // Fusion.
            let ranks = plan.fields.indices.map { index in
                let order = best(candidates.filter { $0.similarities[index] != nil }) { $0.similarities[index]! }
                return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1.id, $0 + 1) })
            }
            func term(_ item: OracleItem, _ index: Int) -> Float? {
                let field = plan.fields[index]
                guard let own = item.similarities[index] else {
                    guard plan.fusion == .weighted else { return nil }
                    let isDistance = field.metric == .l2 && field.calibration == .identity
                    let found = candidates.compactMap { $0.similarities[index] }
                    return isDistance && !found.isEmpty ? field.weight * found.min()! : 0
                }
                if plan.fusion == .rrf {
                    return field.weight / (plan.rrfConstant + Float(ranks[index][item.id]!))
                }
                guard case .affine(let mean, let best) = field.calibration else { return field.weight * own }
                return field.weight * Swift.min(Swift.max((own - mean) / (best - mean), 0), 1.5)
            }
            func fused(_ item: OracleItem) -> Float {
                let terms = plan.fields.indices.compactMap { term(item, $0) }
                return plan.fusion == .max ? terms.max()! : terms.reduce(0, +)
            }
            let order = best(candidates.filter { fused($0) >= plan.minScore ?? -.infinity }, by: fused)

            // Choice.
            let (chosen, skippedCount) = choose(plan, order, fused, product)
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
                    return FieldScore(
                        field: field.name, similarity: item.similarities[index],
                        rank: UInt32(ranks[index][item.id] ?? 0),
                        contribution: contribution)
                }
                return Hit(id: item.id, score: fused(item), fields: plan.explains ? fields : [])
            }
            let reason: ShortReason? =
                chosen.count == plan.limit
                ? nil : order.count < candidates.count ? .minScore : skippedCount > 0 ? .similar : .exhausted
            return Answer(
                hits: hits, shortReason: reason, roundCount: round, unionCount: candidates.count,
                isExhausted: !mayHaveMore)
        }
        fatalError("three rounds end")
    }

    /// `plan` with as many candidates per field as its scans say, where they may: what was measured for ten hits, and
    /// that many times more as more are wanted. Only one field alone, searched for its best, may take fewer than usual.
    public static func counted(_ plan: SearchPlan, _ scans: [FieldScan]) -> SearchPlan {
        var measured = 0
        for scan in scans {
            if case .lists(let probes) = scan { measured = Swift.max(measured, probes.candidateCount) }
        }
        guard plan.followsScans, measured > 0 else { return plan }
        var counted = plan
        counted.candidatesPerField = measured
        while counted.candidatesPerField * 10 < measured * plan.limit { counted.candidatesPerField += 1 }
        if plan.fields.count > 1 || plan.diversity.isMarginal || plan.diversity.seed != nil {
            counted.candidatesPerField = Swift.max(counted.candidatesPerField, plan.candidatesPerField)
        }
        return counted
    }

    private static func choose(
        _ plan: SearchPlan, _ order: [OracleItem], _ fused: (OracleItem) -> Float,
        _ product: ([Float], [Float]) -> Float
    ) -> (chosen: [OracleItem], skippedCount: Int) {
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
        var chosen: [OracleItem] = []
        var skippedCount = 0

        func isSimilar(_ item: OracleItem) -> Bool {
            !plan.diversity.allowsSimilar
                && chosen.contains {
                    $0.similarHashes.contains(item.idHash) || item.similarHashes.contains($0.idHash)
                }
        }
        func worth(_ item: OracleItem, _ score: Float) -> Float {
            guard usesDifference else { return score }
            let relevance = most > least ? (score - least) / (most - least) : 1
            return lambda * relevance - (1 - lambda) * (chosen.map { likeness(plan, item, $0, product) }.max() ?? 0)
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
    private static func likeness(
        _ plan: SearchPlan, _ left: OracleItem, _ right: OracleItem, _ product: ([Float], [Float]) -> Float
    ) -> Float {
        var sum: Float = 0
        var weights: Float = 0
        for (place, field) in plan.fields.enumerated() {
            guard let one = left.vectors[place], let other = right.vectors[place] else { continue }
            func inverse(_ vector: [Float]) -> Float {
                product(vector, vector) > 0 ? 1 / product(vector, vector).squareRoot() : 0
            }
            sum += field.weight * (product(one, other) * (inverse(one) * inverse(other)))
            weights += field.weight
        }
        return weights > 0 ? sum / weights : 0
    }

    /// True when filter and exclusions let the item be answered.
    public static func allows(_ plan: SearchPlan, _ item: OracleItem) -> Bool {
        if plan.excludedIds.contains(item.id) { return false }
        guard let filter = plan.filter else { return true }
        return filter.tags.allSatisfy { $0.any.contains { item.tags.contains($0) } }
            && !filter.noTags.contains { item.tags.contains($0) }
            && filter.attributes.allSatisfy { clause in
                item.attributes.contains { $0.name == clause.name && holds(clause, $0.value!) }
            }
            && (filter.ids.isEmpty || filter.ids.contains(item.id))
    }

    /// Highest first; equal ones stay in their order.
    private static func best<Element>(_ elements: [Element], by score: (Element) -> Float) -> [Element] {
        elements.enumerated().map { (offset: $0.offset, score: score($0.element), element: $0.element) }
            .sorted { $0.score > $1.score || ($0.score == $1.score && $0.offset < $1.offset) }.map(\.element)
    }

    /// The inner product, added up in order.
    public static func dot(_ left: [Float], _ right: [Float]) -> Float { zip(left, right).map { $0 * $1 }.reduce(0, +) }

    /// The squared distance, added up in order.
    public static func distance(_ left: [Float], _ right: [Float]) -> Float {
        zip(left, right).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    }
}
