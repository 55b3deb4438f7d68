public import Kernels
public import Vocabulary

/// One search as a state machine: it says what it needs next, is told, and ends with the outcome.
///
/// The same for one shard in this process and for many behind connections: the answer does not depend on how the items
/// are spread.
///
///     var run = SearchRun(plan, scans: scans, kernels: kernels)
///     while true {
///         switch run.next() {
///         case .candidates(let request): try run.accept(candidates: ask every shard)
///         case .pool(let requests): try run.accept(pool: ask these shards)
///         case .scans(let progress): run.accept(scans: ask the planner)
///         case .done(let outcome): return outcome
///         }
///     }
public struct SearchRun: ~Copyable, Sendable {
    public let plan: SearchPlan
    /// How each searched field is searched; empty: all of them exactly. The planner may widen it from round to round.
    public private(set) var scans: [FieldScan]
    private let kernels: KernelSet
    private var stage: Stage
    private var outcome = SearchOutcome()
    /// By field, summed over the shards: what the last round's lists hold that is allowed.
    private var matchedCounts: [UInt64] = []
    /// How often more lists were probed.
    private var wideningCount = 0

    private enum Stage: Sendable {
        case wantsCandidates
        case wantsPool(Choice, [PoolRequest])
        case wantsScans(ScanProgress, Pending)
        case done
    }

    /// What goes on when no more lists are to be probed.
    private enum Pending: Sendable {
        case choice(CandidateUnion)
        case end(Choice)
    }

    /// - Parameter scans: one per field of the plan, or none when all are searched exactly.
    public init(_ plan: SearchPlan, scans: [FieldScan] = [], kernels: KernelSet) {
        precondition(scans.isEmpty || scans.count == plan.fields.count, "scans that are not those of the fields")
        self.plan = plan
        self.scans = scans
        self.kernels = kernels
        stage = .wantsCandidates
        outcome.candidatesPerField = plan.candidatesPerField(with: scans)
        outcome.roundCount = 1
    }

    /// What the search needs now; the same until it is told.
    public func next() -> SearchStep {
        switch stage {
        case .wantsCandidates:
            .candidates(
                CandidateRequest(
                    candidatesPerField: outcome.candidatesPerField, includesSimilar: !plan.diversity.allowsSimilar,
                    scans: scans))
        case .wantsPool(_, let requests): .pool(requests)
        case .wantsScans(let progress, _): .scans(progress)
        case .done: .done(outcome)
        }
    }

    /// Takes the round's answers.
    ///
    /// - Parameter answers: one per shard that answered, in any order.
    /// - Parameter unreachedCount: live items on shards that did not answer; they lower the coverage.
    /// - Throws: `INTERNAL` when an answer contradicts itself or the request.
    public mutating func accept(candidates answers: [CandidateAnswer], unreachedCount: UInt64 = 0) throws(CallFailure) {
        guard case .wantsCandidates = stage else { preconditionFailure("candidates that were not asked for") }
        for answer in answers {
            try answer.check(
                fieldCount: plan.fields.count, candidatesPerField: outcome.candidatesPerField,
                includesSimilar: !plan.diversity.allowsSimilar)
        }
        let union = CandidateUnion(
            of: answers.count == 1 ? answers : answers.sorted { $0.shard < $1.shard }, fieldCount: plan.fields.count,
            candidatesPerField: outcome.candidatesPerField)
        let planned = answers.reduce(unreachedCount) { $0 + $1.plannedCount }
        let scanned = answers.reduce(0) { $0 + $1.scannedCount }
        outcome.coverage = planned == 0 ? 1 : Float(Double(scanned) / Double(planned))
        outcome.sequence = answers.map(\.sequence).min() ?? 0
        outcome.fieldPlannedCounts = plan.fields.indices.map { field in
            answers.reduce(0) { $0 + $1.fieldPlannedCounts[field] }
        }
        matchedCounts = plan.fields.indices.map { field in
            answers.reduce(0) { $0 + $1.fieldMatchedCounts[field] }
        }
        outcome.allowedCount = answers.reduce(0) { $0 + $1.allowedCount }
        outcome.unionCount = union.count
        if plan.isRestricted, mayWiden {
            stage = .wantsScans(progress(isShort: false), .choice(union))
        } else {
            choose(of: union)
        }
    }

    private func progress(isShort: Bool) -> ScanProgress {
        ScanProgress(
            plannedCounts: outcome.fieldPlannedCounts, matchedCounts: matchedCounts,
            allowedCount: plan.isRestricted ? outcome.allowedCount : nil, isShort: isShort,
            wideningCount: wideningCount)
    }

    /// True when lists are probed, and not often yet.
    private var mayWiden: Bool {
        wideningCount < Limits.probeWideningCountMax
            && scans.contains { if case .lists = $0 { true } else { false } }
    }

    /// Takes what the planner says of more lists: scans that are one per field, with which the search begins anew, or
    /// nil to go on with what was found.
    public mutating func accept(scans wider: [FieldScan]?) {
        guard case .wantsScans(_, let pending) = stage else { preconditionFailure("scans that were not asked for") }
        if let wider {
            precondition(wider.count == plan.fields.count, "scans that are not those of the fields")
            scans = wider
            wideningCount += 1
            outcome.candidatesPerField = plan.candidatesPerField(with: wider)
            outcome.roundCount = 1
            stage = .wantsCandidates
            return
        }
        switch pending {
        case .choice(let union): choose(of: union)
        case .end(let choice): end(choice)
        }
    }

    private mutating func choose(of union: CandidateUnion) {
        let choice = Choice(union, plan: plan)
        if choice.needsVectors {
            stage = .wantsPool(choice, poolRequests(choice))
        } else {
            finish(choice, nil)
        }
    }

    /// Takes the vectors of the pool.
    ///
    /// - Parameter answers: one per request, in the order of the requests.
    /// - Parameter isCancelled: asked between choices; once true the outcome is of no use.
    /// - Throws: `INTERNAL` when an answer has not the rows that were asked for.
    public mutating func accept(
        pool answers: [PoolAnswer], isCancelled: () -> Bool = { false }
    ) throws(CallFailure) {
        guard case .wantsPool(let choice, let requests) = stage else {
            preconditionFailure("vectors that were not asked for")
        }
        finish(choice, try poolVectors(choice, requests, answers), isCancelled)
    }

    /// Chooses; then either the search is over or another round begins.
    private mutating func finish(
        _ choice: Choice, _ vectors: PoolVectors?, _ isCancelled: () -> Bool = { false }
    ) {
        var choice = choice
        choice.choose(vectors, isCancelled: isCancelled)
        let isShort = choice.chosen.count < plan.limit
        if isShort, !choice.union.isExhausted, outcome.roundCount < Limits.searchRoundCountMax {
            outcome.roundCount += 1
            outcome.candidatesPerField *= 2
            stage = .wantsCandidates
            return
        }
        if isShort, choice.union.isExhausted, choice.belowCount == 0, mayWiden {
            stage = .wantsScans(progress(isShort: true), .end(choice))
        } else {
            end(choice)
        }
    }

    /// The search is over.
    private mutating func end(_ choice: Choice) {
        outcome.items = choice.chosen.map { candidate in
            ChosenItem(
                reference: choice.union.references[candidate], idHash: choice.union.idHashes[candidate],
                score: choice.fused.scores[candidate],
                fields: plan.explains ? choice.fused.fieldScores(candidate, choice.union) : [])
        }
        outcome.shortReason =
            if choice.chosen.count == plan.limit {
                nil
            } else if choice.belowCount > 0 {
                .minScore
            } else if choice.skippedCount > 0 {
                .similar
            } else {
                .exhausted
            }
        stage = .done
    }
}

// The pool's vectors, spread over the shards.
extension SearchRun {
    private func poolRequests(_ choice: Choice) -> [PoolRequest] {
        var requests: [PoolRequest] = []
        for reference in choice.pool.map({ choice.union.references[$0] }) {
            if let known = requests.firstIndex(where: { $0.shard == reference.shard }) {
                requests[known].ordinals.append(reference.ordinal)
            } else {
                requests.append(PoolRequest(shard: reference.shard, ordinals: [reference.ordinal]))
            }
        }
        return requests
    }

    private func poolVectors(
        _ choice: Choice, _ requests: [PoolRequest], _ answers: [PoolAnswer]
    ) throws(CallFailure) -> PoolVectors {
        let strides = plan.fields.map { Half.stride(dimension: $0.vector.count) }
        let fits =
            requests.count == answers.count
            && zip(requests, answers).allSatisfy { request, answer in
                answer.rows.map(\.count) == strides.map { $0 * request.ordinals.count }
            }
        guard fits else {
            throw CallFailure(.internal, "bad_shard_answer", "a shard answered other vectors than it was asked for")
        }
        var rows = answers.first?.rows ?? []
        if answers.count > 1 {
            // Back from the shards' order to the pool's.
            rows = strides.map { stride in [UInt16](repeating: 0, count: stride * choice.pool.count) }
            var taken = [Int](repeating: 0, count: requests.count)
            for (place, candidate) in choice.pool.enumerated() {
                let shard = choice.union.references[candidate].shard
                guard let number = requests.firstIndex(where: { $0.shard == shard }) else { continue }
                for (field, stride) in strides.enumerated() {
                    let source = answers[number].rows[field][taken[number] * stride..<(taken[number] + 1) * stride]
                    rows[field].replaceSubrange(place * stride..<(place + 1) * stride, with: source)
                }
                taken[number] += 1
            }
        }
        return PoolVectors(
            rows: rows, strides: strides, weights: plan.fields.map(\.weight),
            presence: choice.pool.map { choice.union.presence[$0] }, kernels: kernels)
    }
}
