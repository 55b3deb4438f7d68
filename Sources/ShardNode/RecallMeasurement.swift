internal import Ground
internal import Indexing
internal import Kernels
internal import Quantization
internal import Vocabulary

/// Recall@10 of a field's codes, measured as searches with a limit of ten would find, for many ways to search at once:
/// each query looks into a list once, however many steps of a sweep do.
final class RecallMeasurement {
    private let heldOut: HeldOut
    private let view: SegmentView
    private let codebook: Codebook
    private let kernels: KernelSet
    private let team: WorkTeam
    private let job: TrainingJob
    private let scratches: [PooledScratch]
    private var queries: [MeasuredQuery]

    /// What one way to search gives.
    struct Figure {
        let recall: Float
        /// Of the mean over the queries.
        let standardError: Float
        let queryCount: Int
        let nprobe: Int
        let candidateCount: Int

        var record: RecallFigure {
            RecallFigure(
                recall: recall, queryCount: UInt32(queryCount), nprobe: UInt32(nprobe),
                candidateCount: UInt32(candidateCount), standardError: standardError)
        }
    }

    /// What one step gives.
    struct Outcome {
        let listCountMean: Double
        let codeCountMean: Double
        /// By number of candidates; empty when there is nothing to find.
        let figures: [Figure]
    }

    /// Candidates that are tried, for ten hits.
    static let candidateCounts = [20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 300, 400]
    /// Candidates of a search that follows no point, by its place among those that are tried.
    static let usualCandidatePlace = candidateCounts.firstIndex(of: Limits.candidateFloor)!

    init(
        _ heldOut: HeldOut, in view: SegmentView, codebook: Codebook, kernels: KernelSet, team: WorkTeam,
        job: TrainingJob
    ) {
        self.heldOut = heldOut
        self.view = view
        self.codebook = codebook
        self.kernels = kernels
        self.team = team
        self.job = job
        scratches = (0..<team.threadCount).map { _ in PooledScratch() }
        queries = heldOut.queries.map { _ in MeasuredQuery() }
    }

    /// The outcome of each step.
    ///
    /// - Parameter steps: at least one; each looks into all that those before it and in earlier rounds look into.
    /// - Throws: `CANCELLED`.
    func measure(_ steps: [ProbeStep]) throws(CallFailure) -> [Outcome] {
        let count = max(steps.map(\.nprobe).max()!, ListAsk.nearCount)
        let isCancelled: @Sendable () -> Bool = { [job] in job.cancellation.isSet }
        let (heldOut, view, codebook, kernels) = (heldOut, view, codebook, kernels)
        let (queries, scratches) = (queries, scratches)
        team.forEachRange(count: queries.count, grain: 1, stopping: isCancelled) { range, thread in
            let place = range.lowerBound
            let vector = heldOut.queries[place].vector
            let lists = codebook.lists(
                nearestTo: vector, count: min(count, codebook.listCount), kernels: kernels)
            let gaps = codebook.gaps(of: lists, to: vector, kernels: kernels)
            let query = queries[place]
            query.beginRound()
            for step in steps {
                query.look(
                    into: lists, first: step.listCount(gaps), heldOut, place, view, &scratches[thread].scratch,
                    isCancelled)
                query.note(heldOut.bestScores[place])
            }
        }
        try job.check()
        return steps.indices.map { outcome(steps[$0], number: $0) }
    }

    private func outcome(_ step: ProbeStep, number: Int) -> Outcome {
        let records = queries.map { $0.records[number] }
        let measured = records.filter { !$0.recalls.isEmpty }
        func mean(_ value: (MeasuredQuery.Record) -> Int) -> Double {
            Double(records.reduce(0) { $0 + value($1) }) / Double(max(records.count, 1))
        }
        let figures = Self.candidateCounts.indices.map { place in
            Self.figure(
                measured.map { $0.recalls[place] }, nprobe: min(step.nprobe, codebook.listCount),
                candidateCount: Self.candidateCounts[place])
        }
        return Outcome(
            listCountMean: mean(\.listCount), codeCountMean: mean(\.codeCount),
            figures: measured.isEmpty ? [] : figures)
    }

    private static func figure(_ recalls: [Float], nprobe: Int, candidateCount: Int) -> Figure {
        let count = Double(max(recalls.count, 1))
        let mean = recalls.reduce(0) { $0 + Double($1) } / count
        let variance = recalls.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / max(count - 1, 1)
        return Figure(
            recall: Float(mean), standardError: Float((variance / count).squareRoot()), queryCount: recalls.count,
            nprobe: nprobe, candidateCount: candidateCount)
    }

    /// The gaps of the nearest `count` lists of all queries, ascending: as many as queries times `count`.
    ///
    /// - Throws: `CANCELLED`.
    func gaps(count: Int) throws(CallFailure) -> [Float] {
        let all = Guarded([Float]())
        let (heldOut, codebook, kernels) = (heldOut, codebook, kernels)
        let isCancelled: @Sendable () -> Bool = { [job] in job.cancellation.isSet }
        team.forEachRange(count: queries.count, grain: 1, stopping: isCancelled) { range, _ in
            let vector = heldOut.queries[range.lowerBound].vector
            let lists = codebook.lists(nearestTo: vector, count: count, kernels: kernels)
            let gaps = codebook.gaps(of: lists, to: vector, kernels: kernels)
            all.withLock { $0.append(contentsOf: gaps) }
        }
        try job.check()
        return all.withLock { $0.filter(\.isFinite).sorted() }
    }
}
