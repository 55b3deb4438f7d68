internal import Ground
internal import Vocabulary

/// The choice among fused candidates: order, noise, no two similar ones, marginal relevance.
///
/// `order` is everything that reaches `minScore`, best fused score first. The pool is its beginning. With a seed, the
/// score that decides inside the pool is `fused + variety · range · u`, `range` the pool's largest less its
/// smallest fused score and `u` in 0..<1 drawn from the seed and the id's hash; so no one is chosen from behind the
/// pool before the pool is used up, and the answer depends on nothing but the items.
struct Choice {
    let plan: SearchPlan
    let union: CandidateUnion
    let fused: FusedUnion
    /// Candidates that reach the lowest score, best first.
    let order: [Int]
    /// Of the pool, the scores that decide, side by side with the beginning of `order`.
    let deciding: [Float]

    /// The candidates chosen, in this order.
    private(set) var chosen: [Int] = []
    /// Candidates passed over because they are similar to a chosen one.
    private(set) var skippedCount = 0
    private var chosenHashes: Set<UInt64> = []
    /// Hashes that chosen ones list.
    private var listedHashes: Set<UInt64> = []

    init(_ union: CandidateUnion, plan: SearchPlan) {
        let fused = FusedUnion(union, plan: plan)
        self.plan = plan
        self.union = union
        self.fused = fused
        var keys: [UInt64] = []
        keys.reserveCapacity(fused.scores.count)
        for (candidate, score) in fused.scores.enumerated() {
            if let bar = plan.minScore, score < bar { continue }
            keys.append(RankKey.make(score, candidate))
        }
        order = RankKey.ranked(keys)
        deciding = Choice.deciding(order.prefix(Choice.poolCount(limit: plan.limit)), fused, union, plan.diversity)
    }

    /// Items that marginal relevance and noise choose among.
    static func poolCount(limit: Int) -> Int { max(4 * limit, 64) }

    private static func deciding(
        _ pool: ArraySlice<Int>, _ fused: FusedUnion, _ union: CandidateUnion, _ diversity: PlannedDiversity
    ) -> [Float] {
        let scores = pool.map { fused.scores[$0] }
        guard let seed = diversity.seed, let most = scores.first, let least = scores.last else { return scores }
        let size = diversity.variety * (most - least)
        return zip(pool, scores).map { candidate, score in
            let draw = Hash.xxh3(union.idHashes[candidate], seed: seed) >> 40
            return score + size * (Float(draw) * 0x1p-24)
        }
    }

    /// True when vectors of the pool are needed for the choice.
    var needsVectors: Bool { plan.diversity.isMarginal && deciding.count > 1 }

    /// The candidates whose vectors are needed.
    var pool: ArraySlice<Int> { order.prefix(deciding.count) }

    /// Candidates below the lowest score to answer.
    var belowCount: Int { union.count - order.count }

    /// Chooses. Ties go to the better fused score, whose ties are those of the union.
    ///
    /// - Parameter vectors: those of the pool; nil when they are not needed.
    /// - Parameter isCancelled: asked before each choice by marginal relevance; true ends it, with what was chosen.
    mutating func choose(_ vectors: PoolVectors?, isCancelled: () -> Bool = { false }) {
        if let vectors {
            chooseMarginally(vectors, isCancelled)
        } else if plan.diversity.seed == nil {
            // What decides is what they are ordered by.
            for candidate in order.prefix(deciding.count) where chosen.count < plan.limit { offer(candidate) }
        } else {
            let keys = deciding.indices.map { RankKey.make(deciding[$0], $0) }
            for place in RankKey.ranked(keys) where chosen.count < plan.limit { offer(order[place]) }
        }
        for candidate in order.dropFirst(deciding.count) where chosen.count < plan.limit { offer(candidate) }
    }

    /// Chooses `candidate` unless it is similar to one already chosen.
    private mutating func offer(_ candidate: Int) {
        if isSimilarToChosen(candidate) { skippedCount += 1 } else { take(candidate) }
    }

    private mutating func take(_ candidate: Int) {
        chosen.append(candidate)
        guard !plan.diversity.allowsSimilar, union.listsSimilar else { return }
        chosenHashes.insert(union.idHashes[candidate])
        listedHashes.formUnion(union.similarHashes(candidate))
    }

    /// True when the candidate lists a chosen item, or a chosen item lists it.
    private func isSimilarToChosen(_ candidate: Int) -> Bool {
        guard !plan.diversity.allowsSimilar, union.listsSimilar else { return false }
        return listedHashes.contains(union.idHashes[candidate])
            || union.similarHashes(candidate).contains { chosenHashes.contains($0) }
    }

    /// Takes, one by one, the item of the pool with the largest `λ · relevance − (1 − λ) · closest`: relevance is the
    /// deciding score on a scale from the pool's least, 0, to its most, 1 (1 for all when they are equal); closest the
    /// largest similarity to an item already chosen, 0 at first.
    private mutating func chooseMarginally(_ vectors: PoolVectors, _ isCancelled: () -> Bool) {
        let (least, most) = (deciding.min() ?? 0, deciding.max() ?? 0)
        let relevance = deciding.map { most > least ? ($0 - least) / (most - least) : 1 }
        let lambda = plan.diversity.lambda
        var closest: [Float]?
        var remaining = Array(deciding.indices)
        while chosen.count < plan.limit, !isCancelled() {
            let before = remaining.count
            remaining.removeAll { isSimilarToChosen(order[$0]) }
            skippedCount += before - remaining.count
            var best: (place: Int, score: Float)?
            for place in remaining {
                let score = lambda * relevance[place] - (1 - lambda) * (closest?[place] ?? 0)
                if best.map({ score > $0.score }) ?? true { best = (place, score) }
            }
            guard let best else { return }
            take(order[best.place])
            remaining.removeAll { $0 == best.place }
            var distances = closest ?? [Float](repeating: -.infinity, count: deciding.count)
            for place in remaining {
                distances[place] = max(distances[place], vectors.similarity(place, best.place))
            }
            closest = distances
        }
    }
}
