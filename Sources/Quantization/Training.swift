internal import Ground
internal import Kernels
internal import Vocabulary

/// One training: its stages, in order.
struct Training {
    let plan: TrainingPlan
    let shape: CodebookShape
    let sample: SampleRows
    let team: WorkTeam
    let kernels: KernelSet
    private var draft: CodebookDraft
    private var chance: TrainingChance

    init(plan: TrainingPlan, shape: CodebookShape, sample: SampleRows, team: WorkTeam, kernels: KernelSet) {
        self.plan = plan
        self.shape = shape
        self.sample = sample
        self.team = team
        self.kernels = kernels
        draft = CodebookDraft(
            CodebookHeader(
                shape: shape, seed: plan.seed, sampleCount: sample.count, spillWeight: plan.spillWeight))
        chance = TrainingChance(seed: plan.seed)
    }

    mutating func run(
        progress: (TrainingStep) -> Void, stopping: () -> Bool
    ) throws(QuantizationError) -> Codebook {
        var residuals: FloatMatrix
        var axes: [Float]
        do {
            let widened = try widened(stopping: stopping)
            axes = try self.axes(of: widened, progress: progress, stopping: stopping)
            let rows = try transformed(widened, by: axes, stopping: stopping)
            let coarse = try trainLists(rows, progress: progress, stopping: stopping)
            residuals = try self.residuals(of: coarse, stopping: stopping)
            if shape.transform == .opq {
                axes = try rotate(
                    centroids: coarse.centroids, residuals: &residuals, axes: axes, progress: progress,
                    stopping: stopping)
            }
            write(centroids: coarse.centroids, axes: axes)
        }
        try trainParts(residuals, progress: progress, stopping: stopping)
        return try measured(progress: progress, stopping: stopping)
    }

    /// The sample as floats; for L2 less its mean. Padded when there is no transform.
    private func widened(stopping: () -> Bool) throws(QuantizationError) -> FloatMatrix {
        let width = shape.transform == .none ? shape.paddedDimension : shape.dimension
        let rows = FloatMatrix(rowCount: sample.count, width: width)
        let blockRowCount = 1_024
        let blockCount = (sample.count + blockRowCount - 1) / blockRowCount
        let isCentred = shape.metric == .l2
        let sums = SharedArray<Double>(repeating: 0, count: isCentred ? blockCount * shape.dimension : 0)
        let badRows = SharedArray<Int>(repeating: .max, count: blockCount)
        let isDone = team.forEachRange(count: sample.count, grain: blockRowCount, stopping: stopping) { [self] range in
            let block = range.lowerBound / blockRowCount
            for row in range.reversed() {
                let floats = unsafe UnsafeMutableBufferPointer(rebasing: rows.row(row)[..<shape.dimension])
                unsafe kernels.convert(sample.row(row), to: floats)
                if unsafe !FloatRows.areFinite(UnsafeBufferPointer(floats)) { badRows[block] = row }
                guard isCentred else { continue }
                let start = block * shape.dimension
                unsafe FloatRows.add(
                    floats, to: UnsafeMutableBufferPointer(rebasing: sums.buffer[start..<(start + shape.dimension)]))
            }
        }
        guard isDone else { throw .cancelled }
        if let row = unsafe badRows.buffer.min(), row != .max { throw .notFinite(row: row) }
        guard isCentred else { return rows }
        for index in 0..<shape.dimension {
            var sum = 0.0
            for block in 0..<blockCount { sum += sums[block * shape.dimension + index] }
            unsafe draft.section(shape.meanOffset)[index] = Float(sum / Double(sample.count))
        }
        let isCentredNow = team.forEachRange(count: sample.count, grain: blockRowCount, stopping: stopping) {
            [draft, shape] range in
            let mean = unsafe draft.section(shape.meanOffset)
            for row in range {
                let floats = unsafe rows.row(row)
                for index in 0..<shape.dimension { unsafe floats[index] -= mean[index] }
            }
        }
        guard isCentredNow else { throw .cancelled }
        return rows
    }

    /// The rows of the first matrix, `[reducedDimension, dimension]`; none without a transform.
    private func axes(
        of rows: FloatMatrix, progress: (TrainingStep) -> Void, stopping: () -> Bool
    ) throws(QuantizationError) -> [Float] {
        guard shape.transform != .none else { return [] }
        let stepCount = shape.transform == .opq ? RotationTrainer.roundCount + 1 : 1
        progress(TrainingStep(stage: .transform, iteration: 0, iterationCount: stepCount))
        let found = try TransformTrainer.principalAxes(
            of: rows, shape: shape, isBalanced: shape.transform == .opq, team: team, stopping: stopping)
        guard let found else { throw .cancelled }
        progress(TrainingStep(stage: .transform, iteration: 1, iterationCount: stepCount))
        return found
    }

    private func transformed(
        _ rows: FloatMatrix, by axes: [Float], stopping: () -> Bool
    ) throws(QuantizationError) -> FloatMatrix {
        guard shape.transform != .none else { return rows }
        let result = FloatMatrix(rowCount: rows.rowCount, width: shape.paddedDimension)
        let isDone = RotationTrainer.turn(
            rows, by: axes, from: shape.dimension, to: shape.reducedDimension, into: result, team: team,
            stopping: stopping)
        guard isDone else { throw .cancelled }
        return result
    }

    private mutating func trainLists(
        _ rows: FloatMatrix, progress: (TrainingStep) -> Void, stopping: () -> Bool
    ) throws(QuantizationError) -> CoarseTrainer {
        let coarse = CoarseTrainer(rows: rows, listCount: shape.listCount, chance: &chance, kernels: kernels)
        let count = plan.coarseIterationCount
        for iteration in 0..<count {
            progress(TrainingStep(stage: .lists, iteration: iteration, iterationCount: count))
            guard coarse.assign(team: team, stopping: stopping), coarse.update(team: team, stopping: stopping) else {
                throw .cancelled
            }
        }
        progress(TrainingStep(stage: .lists, iteration: count, iterationCount: count))
        return coarse
    }

    /// What is left of up to `partSampleCountMax` rows, evenly spread, once their centroid is taken off.
    private func residuals(
        of coarse: CoarseTrainer, stopping: () -> Bool
    ) throws(QuantizationError) -> FloatMatrix {
        let count = min(sample.count, plan.partSampleCountMax)
        let picked = FloatMatrix(rowCount: count, width: coarse.rows.width)
        for number in 0..<count {
            _ = unsafe picked.row(number).update(from: coarse.rows.row(sample.spread(number, of: count)))
        }
        let assigned = SharedArray<UInt32>(repeating: 0, count: count)
        guard coarse.assign(picked, to: assigned, team: team, stopping: stopping) else { throw .cancelled }
        for number in 0..<count {
            let (row, centroid) = unsafe (picked.row(number), coarse.centroids.row(Int(assigned[number])))
            for index in row.indices { unsafe row[index] -= centroid[index] }
        }
        return picked
    }

    /// Turns centroids and residuals so that the parts lose least.
    ///
    /// - Returns: the axes, turned likewise.
    private mutating func rotate(
        centroids: FloatMatrix, residuals: inout FloatMatrix, axes: [Float], progress: (TrainingStep) -> Void,
        stopping: () -> Bool
    ) throws(QuantizationError) -> [Float] {
        let order = shape.reducedDimension
        let trainer = RotationTrainer(
            residuals: residuals, dimension: order, partCount: shape.partCount,
            centroidCount: shape.centroidCount, kernels: kernels)
        let count = RotationTrainer.roundCount + 1
        let rotation = try trainer.run(
            chance: &chance, team: team,
            progress: { progress(TrainingStep(stage: .transform, iteration: $0 + 1, iterationCount: count)) },
            stopping: stopping)
        guard let rotation else { throw .cancelled }
        let turned = FloatMatrix(rowCount: residuals.rowCount, width: residuals.width)
        let moved = FloatMatrix(rowCount: centroids.rowCount, width: centroids.width)
        guard
            RotationTrainer.turn(
                residuals, by: rotation, from: order, to: order, into: turned, team: team, stopping: stopping),
            RotationTrainer.turn(
                centroids, by: rotation, from: order, to: order, into: moved, team: team, stopping: stopping)
        else { throw .cancelled }
        residuals = turned
        unsafe centroids.start.update(from: moved.start, count: moved.rowCount * moved.width)
        progress(TrainingStep(stage: .transform, iteration: count, iterationCount: count))
        return MatrixMath.product(
            of: rotation, rowCount: order, with: axes, innerDimension: order, columnCount: shape.dimension)
    }

    private func write(centroids: FloatMatrix, axes: [Float]) {
        unsafe draft.section(shape.listCentroidOffset).update(from: centroids.start, count: shape.listCentroidCount)
        let halfNorms = unsafe draft.section(shape.listHalfNormOffset)
        for list in 0..<shape.listCount {
            unsafe halfNorms[list] = kernels.squaredNorm(UnsafeBufferPointer(centroids.row(list))) / 2
        }
        unsafe axes.withUnsafeBufferPointer { axes in
            guard let start = axes.baseAddress else { return }
            unsafe draft.section(shape.matrixOffset).update(from: start, count: shape.matrixCount)
        }
    }

    private mutating func trainParts(
        _ residuals: FloatMatrix, progress: (TrainingStep) -> Void, stopping: () -> Bool
    ) throws(QuantizationError) {
        let parts = PartTrainer(
            rowCount: residuals.rowCount, partCount: shape.partCount, partDimension: shape.partDimension,
            centroidCount: shape.centroidCount, kernels: kernels)
        parts.load(residuals, team: team)
        parts.begin(chance: &chance)
        let count = plan.partIterationCount
        for iteration in 0..<count {
            progress(TrainingStep(stage: .parts, iteration: iteration, iterationCount: count))
            guard parts.iterate(team: team, stopping: stopping) else { throw .cancelled }
        }
        progress(TrainingStep(stage: .parts, iteration: count, iterationCount: count))
        unsafe parts.write(
            centroids: draft.section(shape.partCentroidOffset), halfNorms: draft.section(shape.partHalfNormOffset))
    }

    /// The codebook with its quantization error, and the range of the scalars for L2.
    private mutating func measured(
        progress: (TrainingStep) -> Void, stopping: () -> Bool
    ) throws(QuantizationError) -> Codebook {
        progress(TrainingStep(stage: .measure, iteration: 0, iterationCount: 1))
        let measure = ErrorMeasure(
            codebook: draft.unfinished(), sample: sample, count: min(sample.count, plan.partSampleCountMax),
            kernels: kernels)
        guard let figures = measure.run(team: team, stopping: stopping) else { throw .cancelled }
        draft.header.quantizationError = figures.meanSquaredError
        if shape.metric == .l2 {
            draft.header.scalarMin = figures.scalarMin
            draft.header.scalarStep = figures.scalarStep
        }
        progress(TrainingStep(stage: .measure, iteration: 1, iterationCount: 1))
        return try draft.finished()
    }
}
