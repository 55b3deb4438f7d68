internal import Ground
internal import Indexing
internal import Vocabulary

/// How a field's similarities are brought to a common scale, measured.
enum CalibrationMeasurement {
    /// The calibration of the field of `heldOut`.
    ///
    /// - Parameter rows: its living items.
    /// - Parameter version: that of the measurement.
    /// - Returns: nil when items are too few or too equal for a scale: fewer than two, or the best no better than the
    ///   mean.
    /// - Throws: `CANCELLED`.
    static func run(
        _ heldOut: HeldOut, rows: [UInt32], in view: SegmentView, version: UInt32, seed: UInt64, team: WorkTeam,
        job: TrainingJob
    ) throws(CallFailure) -> FieldCalibration? {
        let bests = heldOut.bestScores.compactMap { $0.first.map(Double.init) }
        guard rows.count >= 2, !bests.isEmpty else { return nil }
        let mean = try mean(
            of: pairs(rows, seed: seed), field: heldOut.field, in: view, team: team, job: job)
        let best = bests.reduce(0, +) / Double(bests.count)
        guard Float(best).isFinite, Float(mean).isFinite, Float(best) > Float(mean) else { return nil }
        return FieldCalibration(
            version: version, mean: Float(mean), best: Float(best), queryCount: UInt32(bests.count),
            measuredMicroseconds: WallTime.microsecondsNow)
    }

    /// Random pairs of two different ones of `rows`.
    private static func pairs(_ rows: [UInt32], seed: UInt64) -> [(UInt32, UInt32)] {
        var chance = SplitMix(seed: seed)
        return (0..<Limits.calibrationPairCount).map { _ in
            let left = Int.random(in: 0..<rows.count, using: &chance)
            let right = Int.random(in: 0..<(rows.count - 1), using: &chance)
            return (rows[left], rows[right < left ? right : right + 1])
        }
    }

    /// The mean similarity of `pairs`, the same for any number of threads.
    private static func mean(
        of pairs: [(UInt32, UInt32)], field: Int, in view: SegmentView, team: WorkTeam, job: TrainingJob
    ) throws(CallFailure) -> Double {
        let grain = 100
        let sums = Guarded([Double](repeating: 0, count: (pairs.count + grain - 1) / grain))
        let scratches = (0..<team.threadCount).map { _ in PooledScratch() }
        let isCancelled: @Sendable () -> Bool = { job.cancellation.isSet }
        team.forEachRange(count: pairs.count, grain: grain, stopping: isCancelled) { range, thread in
            var sum = 0.0
            for (left, right) in pairs[range] {
                guard let vector = view.vector(field: field, left),
                    let query = try? PreparedQuery(vector, layout: view.layouts[field])
                else { continue }
                let scores = view.similarities(
                    field: field, query: query, ordinals: [right], scratch: &scratches[thread].scratch)
                sum += Double((scores[0] ?? 0))
            }
            sums.withLock { $0[range.lowerBound / grain] = sum }
        }
        try job.check()
        return sums.withLock { $0.reduce(0, +) } / Double(pairs.count)
    }
}
