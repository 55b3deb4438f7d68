internal import Ground
internal import Indexing
internal import Kernels
internal import Quantization
internal import Vocabulary

/// Recall@10 of a field's codes, measured as searches with a limit of ten would find.
final class RecallMeasurement {
    private let heldOut: HeldOut
    private let view: SegmentView
    private let codebook: Codebook
    private let kernels: KernelSet
    private let team: WorkTeam
    private let job: TrainingJob
    private let scratches: [PooledScratch]
    /// Of each query, the nearest lists, nearest first, as far as they were asked for.
    private let lists: Guarded<[[UInt32]]>

    /// What one number of lists gives.
    struct Figure {
        let recall: Float
        /// Of the mean over the queries.
        let standardError: Float
        let queryCount: Int
        let nprobe: Int

        var record: RecallFigure {
            RecallFigure(
                recall: recall, queryCount: UInt32(queryCount), nprobe: UInt32(nprobe),
                candidateCount: UInt32(RecallMeasurement.candidateCount))
        }
    }

    /// Candidates that are compared exactly: what a search with a limit of ten takes by default.
    static let candidateCount = max(
        Int(Float(HeldOut.neighborCount) * Limits.oversamplingDefault), Limits.candidateFloor)

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
        lists = Guarded([[UInt32]](repeating: [], count: heldOut.queries.count))
    }

    /// The recall with `nprobe` lists; nil when there is nothing to find.
    ///
    /// - Throws: `CANCELLED`.
    func figure(nprobe: Int) throws(CallFailure) -> Figure? {
        let nprobe = min(nprobe, codebook.listCount)
        let recalls = Guarded([Float?](repeating: nil, count: heldOut.queries.count))
        let isCancelled: @Sendable () -> Bool = { [job] in job.cancellation.isSet }
        let (heldOut, view, codebook, kernels) = (heldOut, view, codebook, kernels)
        let (lists, scratches) = (lists, scratches)
        team.forEachRange(count: heldOut.queries.count, grain: 1, stopping: isCancelled) { range, thread in
            let place = range.lowerBound
            var nearest = lists.withLock { $0[place] }
            if nearest.count < nprobe {
                // Some more at once, since the next step will ask for them.
                nearest = codebook.lists(
                    nearestTo: heldOut.queries[place].vector, count: min(4 * nprobe, codebook.listCount),
                    kernels: kernels)
                lists.withLock { $0[place] = nearest }
            }
            let scores = Self.scores(
                heldOut, place, lists: Array(nearest.prefix(nprobe)), view, &scratches[thread].scratch, isCancelled)
            let recall = heldOut.recall(place, scores)
            recalls.withLock { $0[place] = recall }
        }
        try job.check()
        return Self.figure(recalls.withLock { $0.compactMap { $0 } }, nprobe: nprobe)
    }

    /// The similarities of the ten that a search finds, best first.
    private static func scores(
        _ heldOut: HeldOut, _ place: Int, lists: [UInt32], _ view: SegmentView, _ scratch: inout SearchScratch,
        _ isCancelled: () -> Bool
    ) -> [Float] {
        let itself = heldOut.ordinals.isEmpty ? nil : heldOut.ordinals[place]
        let answer = try? view.nearest(
            field: heldOut.field, query: heldOut.queries[place], lists: lists,
            count: candidateCount + (itself == nil ? 0 : 1), scratch: &scratch, isCancelled: isCancelled)
        let ordinals = (answer?.neighbors ?? []).map(\.ordinal).filter { $0 != itself }.prefix(candidateCount)
        let ascending = ordinals.sorted()
        let query = view.reranking(heldOut.queries[place], field: heldOut.field)
        let similarities = view.similarities(
            field: heldOut.field, query: query, ordinals: ascending, scratch: &scratch)
        guard view.hasByteRows(field: heldOut.field) else {
            return Array(similarities.compactMap { $0 }.sorted(by: >).prefix(HeldOut.neighborCount))
        }
        // Those that the rows of bytes put first, as exact as the truth that they are compared with.
        let order = ascending.indices.sorted { (similarities[$1] ?? 0, $0) < (similarities[$0] ?? 0, $1) }
        let chosen = order.prefix(HeldOut.neighborCount).map { ascending[$0] }.sorted()
        return view.similarities(
            field: heldOut.field, query: heldOut.queries[place], ordinals: chosen, scratch: &scratch
        ).compactMap { $0 }.sorted(by: >)
    }

    private static func figure(_ recalls: [Float], nprobe: Int) -> Figure? {
        guard !recalls.isEmpty else { return nil }
        let count = Double(recalls.count)
        let mean = recalls.reduce(0) { $0 + Double($1) } / count
        let variance = recalls.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / max(count - 1, 1)
        return Figure(
            recall: Float(mean), standardError: Float((variance / count).squareRoot()), queryCount: recalls.count,
            nprobe: nprobe)
    }
}
