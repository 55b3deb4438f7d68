internal import Vocabulary

/// The candidates with their fused scores.
struct FusedUnion {
    /// Of each candidate of the union.
    private(set) var scores: [Float]
    /// Of each candidate and field, its rank among those that have the field, from 1; 0 where it lacks it. Empty unless
    /// the plan needs ranks. Shape `[count, fieldCount]`.
    private(set) var ranks: [UInt32]
    /// By field, what a missing one counts in a weighted sum.
    private let missingTerms: [Float]
    private let plan: SearchPlan

    init(_ union: CandidateUnion, plan: SearchPlan) {
        self.plan = plan
        scores = []
        scores.reserveCapacity(union.count)
        ranks =
            plan.fusion == .rrf || plan.explains
            ? FusedUnion.ranks(union) : []
        missingTerms = plan.fields.indices.map { FusedUnion.missingTerm(plan.fields[$0], $0, union) }
        for candidate in 0..<union.count {
            scores.append(score(candidate, union))
        }
    }

    private func score(_ candidate: Int, _ union: CandidateUnion) -> Float {
        var sum: Float = 0
        var largest: Float?
        for field in plan.fields.indices {
            guard let term = term(candidate, field, union) else { continue }
            sum += term
            largest = max(largest ?? term, term)
        }
        return plan.fusion == .max ? largest ?? 0 : sum
    }

    /// What the field may add to the candidate's score; nil when it has no term.
    private func term(_ candidate: Int, _ field: Int, _ union: CandidateUnion) -> Float? {
        let planned = plan.fields[field]
        guard let similarity = union.similarity(candidate, field) else {
            return plan.fusion == .weighted ? missingTerms[field] : nil
        }
        return switch plan.fusion {
        case .weighted, .max: planned.weight * planned.calibration.apply(similarity)
        case .rrf: planned.weight / (plan.rrfConstant + Float(ranks[candidate * union.fieldCount + field]))
        }
    }

    /// A missing field counts 0. Uncalibrated negated distances are the exception: 0 is the best of them, and
    /// lacking the field must not pay, so it counts as the worst of the union.
    private static func missingTerm(_ field: PlannedField, _ index: Int, _ union: CandidateUnion) -> Float {
        guard field.metric == .l2, field.calibration == .identity else { return 0 }
        let worst = (0..<union.count).compactMap { union.similarity($0, index) }.min()
        return worst.map { field.weight * $0 } ?? 0
    }

    private static func ranks(_ union: CandidateUnion) -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: union.count * union.fieldCount)
        for field in 0..<union.fieldCount {
            let keys = (0..<union.count).compactMap { candidate in
                union.similarity(candidate, field).map { RankKey.make($0, candidate) }
            }
            for (place, candidate) in RankKey.ranked(keys).enumerated() {
                ranks[candidate * union.fieldCount + field] = UInt32(place + 1)
            }
        }
        return ranks
    }

    /// What each field added to the score of a candidate. Of a largest term it is the term itself, for the first field
    /// that has it; the others added nothing.
    func fieldScores(_ candidate: Int, _ union: CandidateUnion) -> [FieldScore] {
        var winnerIsOpen = true
        return plan.fields.enumerated().map { field, planned in
            var contribution = term(candidate, field, union) ?? 0
            if plan.fusion == .max {
                let wins = winnerIsOpen && union.has(candidate, field) && contribution == scores[candidate]
                if wins { winnerIsOpen = false } else { contribution = 0 }
            }
            return FieldScore(
                field: planned.name, similarity: union.similarity(candidate, field),
                rank: ranks[candidate * union.fieldCount + field], contribution: contribution)
        }
    }
}
