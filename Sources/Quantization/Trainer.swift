public import Ground
public import Kernels
public import Vocabulary

/// Makes codebooks from samples.
///
/// One seed gives one codebook, whatever the number of threads, on machines whose BLAS computes alike.
public enum Trainer {
    /// A codebook for vectors that are like those of a sample.
    ///
    /// Progress and cancellation are asked on the calling thread, at least every 50 ms or so.
    ///
    /// - Parameter sample: rows of halves, of which the first `dimension` are the vector; of unit length for cosine.
    ///   Fewer vectors than centroids, equal ones and zeros are all right: some centroids are then copies of others and
    ///   never chosen.
    /// - Parameter stride: halves from row to row.
    /// - Parameter sampleCount: vectors of the sample, at least 1.
    /// - Parameter team: the threads that work.
    /// - Throws: `.unsuitable` when the plan does not fit the vectors, `.emptySample`, `.notFinite`, `.cancelled`.
    /// - Complexity: `coarseIterationCount · sampleCount · listCount + 256 · partIterationCount · partSampleCount`, times
    ///   the dimension, multiply-adds; about 4 · dimension bytes of memory a sampled vector, and twice that for those
    ///   that the parts are trained with.
    /// - SeeAlso: Jégou, Douze, Schmid, TPAMI 2011, doi:10.1109/TPAMI.2010.57.
    public static func train(
        _ plan: TrainingPlan, dimension: Int, metric: Metric, sample: UnsafeBufferPointer<UInt16>, stride: Int,
        sampleCount: Int, team: WorkTeam, kernels: KernelSet, progress: (TrainingStep) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) throws(QuantizationError) -> Codebook {
        let shape = try CodebookShape(
            dimension: dimension, metric: metric, transform: plan.transform,
            reducedDimension: plan.reducedDimension == 0 ? dimension : plan.reducedDimension,
            listCount: plan.listCount, partCount: plan.partCount)
        guard plan.coarseIterationCount > 0 else { throw .unsuitable(what: "coarseIterationCount") }
        guard plan.partIterationCount > 0 else { throw .unsuitable(what: "partIterationCount") }
        guard plan.partSampleCountMax > 0 else { throw .unsuitable(what: "partSampleCountMax") }
        guard plan.transform == .none else { throw .unsuitable(what: "transform") }
        guard sampleCount > 0 else { throw .emptySample }
        precondition(stride >= dimension && sample.count >= (sampleCount - 1) * stride + dimension, "a short sample")
        var draft = CodebookDraft(CodebookHeader(shape: shape, seed: plan.seed, sampleCount: sampleCount))
        var chance = TrainingChance(seed: plan.seed)
        let rows = try unsafe widened(
            sample, stride: stride, count: sampleCount, shape: shape, mean: draft.section(shape.meanOffset),
            kernels: kernels)

        let coarse = CoarseTrainer(
            rows: rows, listCount: shape.listCount, threadCount: team.threadCount, chance: &chance, kernels: kernels)
        for iteration in 0..<plan.coarseIterationCount {
            progress(TrainingStep(stage: .lists, iteration: iteration, iterationCount: plan.coarseIterationCount))
            guard coarse.assign(team: team, stopping: isCancelled), coarse.update(team: team, stopping: isCancelled)
            else { throw .cancelled }
        }
        progress(
            TrainingStep(
                stage: .lists, iteration: plan.coarseIterationCount, iterationCount: plan.coarseIterationCount))
        write(coarse.centroids, to: draft, kernels: kernels)

        guard let residuals = residuals(of: coarse, countMax: plan.partSampleCountMax, team: team, isCancelled)
        else { throw .cancelled }
        let parts = PartTrainer(residuals: residuals, partCount: shape.partCount, chance: &chance)
        for iteration in 0..<plan.partIterationCount {
            progress(TrainingStep(stage: .parts, iteration: iteration, iterationCount: plan.partIterationCount))
            guard parts.iterate(team: team, stopping: isCancelled) else { throw .cancelled }
        }
        unsafe parts.write(
            centroids: draft.section(shape.partCentroidOffset), halfNorms: draft.section(shape.partHalfNormOffset))
        progress(TrainingStep(stage: .measure, iteration: 0, iterationCount: 1))
        let measure = unsafe ErrorMeasure(
            codebook: draft.unfinished(), sample: sample, stride: stride, sampleCount: sampleCount,
            countMax: plan.partSampleCountMax, kernels: kernels)
        guard let figures = measure.run(team: team, stopping: isCancelled) else { throw .cancelled }
        draft.header.quantizationError = figures.meanSquaredError
        if metric == .l2 {
            draft.header.scalarMin = figures.scalarMin
            draft.header.scalarStep = figures.scalarStep
        }
        progress(TrainingStep(stage: .measure, iteration: 1, iterationCount: 1))
        return try draft.finished()
    }

    /// The sample as floats, padded; for L2 less its mean, which is written to `mean`.
    private static func widened(
        _ sample: UnsafeBufferPointer<UInt16>, stride: Int, count: Int, shape: CodebookShape,
        mean: UnsafeMutablePointer<Float>, kernels: KernelSet
    ) throws(QuantizationError) -> FloatMatrix {
        let rows = FloatMatrix(rowCount: count, width: shape.paddedDimension)
        var sums = [Double](repeating: 0, count: shape.dimension)
        for row in 0..<count {
            let halves = unsafe UnsafeBufferPointer(rebasing: sample[(row * stride)..<(row * stride + shape.dimension)])
            let floats = unsafe UnsafeMutableBufferPointer(rebasing: rows.row(row)[..<shape.dimension])
            unsafe kernels.convert(halves, to: floats)
            guard unsafe FloatRows.areFinite(UnsafeBufferPointer(floats)) else { throw .notFinite(row: row) }
            if shape.metric == .l2 { for index in sums.indices { sums[index] += unsafe Double(floats[index]) } }
        }
        guard shape.metric == .l2 else { return rows }
        for index in sums.indices { unsafe mean[index] = Float(sums[index] / Double(count)) }
        for row in 0..<count {
            let floats = unsafe rows.row(row)
            for index in sums.indices { unsafe floats[index] -= mean[index] }
        }
        return rows
    }

    private static func write(_ centroids: FloatMatrix, to draft: CodebookDraft, kernels: KernelSet) {
        let shape = draft.header.shape
        unsafe draft.section(shape.listCentroidOffset).update(from: centroids.start, count: shape.listCentroidCount)
        let halfNorms = unsafe draft.section(shape.listHalfNormOffset)
        for list in 0..<shape.listCount {
            unsafe halfNorms[list] = kernels.squaredNorm(UnsafeBufferPointer(centroids.row(list))) / 2
        }
    }

    /// What is left of up to `countMax` rows, evenly spread, once their centroid is taken off.
    private static func residuals(
        of coarse: CoarseTrainer, countMax: Int, team: WorkTeam, _ isCancelled: () -> Bool
    ) -> FloatMatrix? {
        guard coarse.assign(team: team, stopping: isCancelled) else { return nil }
        let rows = coarse.rows
        let residuals = FloatMatrix(rowCount: min(rows.rowCount, countMax), width: rows.width)
        for number in 0..<residuals.rowCount {
            let row = number * rows.rowCount / residuals.rowCount
            let (source, target) = unsafe (rows.row(row), residuals.row(number))
            let centroid = unsafe coarse.centroids.row(Int(coarse.lists[row]))
            for index in unsafe target.indices { unsafe target[index] = source[index] - centroid[index] }
        }
        return residuals
    }
}
