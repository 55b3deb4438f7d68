internal import Ground
internal import Indexing
internal import Vocabulary

/// Vectors of one field that stand for queries, and what comparing each with all items finds.
struct HeldOut {
    let field: Int
    let queries: [PreparedQuery]
    /// Of each query, the item whose vector it is, which is left out of its own answer; none for queries that came from
    /// outside.
    let ordinals: [UInt32]
    /// Of each query, the scores of the ten best, best first; fewer when there are no more.
    let bestScores: [[Float]]

    /// How many are compared: recall@10.
    static let neighborCount = 10

    /// Items as queries.
    ///
    /// - Parameter ordinals: living items with a vector in `field`.
    /// - Throws: `CANCELLED`.
    init(
        items ordinals: [UInt32], field: Int, in view: SegmentView, team: WorkTeam, job: TrainingJob
    ) throws(CallFailure) {
        var queries: [PreparedQuery] = []
        var kept: [UInt32] = []
        for ordinal in ordinals {
            guard let vector = view.vector(field: field, ordinal),
                let query = try? PreparedQuery(vector, layout: view.layouts[field])
            else { continue }
            queries.append(query)
            kept.append(ordinal)
        }
        try self.init(queries, ordinals: kept, field: field, in: view, team: team, job: job)
    }

    /// Queries from outside.
    ///
    /// - Parameter values: shape `[queries, dimension]`.
    /// - Throws: `CANCELLED`.
    init(
        values: [Float], field: Int, in view: SegmentView, team: WorkTeam, job: TrainingJob
    ) throws(CallFailure) {
        let layout = view.layouts[field]
        let queries = stride(from: 0, to: values.count, by: layout.dimension).compactMap { start in
            try? PreparedQuery(Array(values[start..<min(start + layout.dimension, values.count)]), layout: layout)
        }
        try self.init(queries, ordinals: [], field: field, in: view, team: team, job: job)
    }

    private init(
        _ queries: [PreparedQuery], ordinals: [UInt32], field: Int, in view: SegmentView, team: WorkTeam,
        job: TrainingJob
    ) throws(CallFailure) {
        let scores = Guarded([[Float]](repeating: [], count: queries.count))
        let scratches = (0..<team.threadCount).map { _ in PooledScratch() }
        let isCancelled: @Sendable () -> Bool = { job.cancellation.isSet }
        team.forEachRange(count: queries.count, grain: 1, stopping: isCancelled) { range, thread in
            let place = range.lowerBound
            let found = try? view.nearest(
                field: field, query: queries[place], count: Self.neighborCount + (ordinals.isEmpty ? 0 : 1),
                scratch: &scratches[thread].scratch, isCancelled: isCancelled)
            let best = Self.scores(found ?? [], besides: ordinals.isEmpty ? nil : ordinals[place])
            scores.withLock { $0[place] = best }
        }
        try job.check()
        self.field = field
        self.queries = queries
        self.ordinals = ordinals
        bestScores = scores.withLock { $0 }
    }

    /// The scores of the ten best of `found`, itself left out.
    static func scores(_ found: [Neighbor], besides ordinal: UInt32?) -> [Float] {
        Array(found.lazy.filter { $0.ordinal != ordinal }.map(\.score).prefix(neighborCount))
    }
}
