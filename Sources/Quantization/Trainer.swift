public import Ground
public import Kernels
public import Vocabulary

/// Makes codebooks from samples.
///
/// One seed gives one codebook, whatever the number of threads and the instruction set; with a transform, on machines
/// whose BLAS computes alike.
public enum Trainer {
    /// The largest dimension that a transform is trained for.
    public static let transformDimensionMax = 4_096

    /// A codebook for vectors that are like those of a sample.
    ///
    /// Progress and cancellation are asked on the calling thread, at least every 50 ms or so, except while the axes of
    /// a transform are computed, which takes about a second for 1,024 dimensions.
    ///
    /// - Parameter sample: rows of halves, of which the first `dimension` are the vector; of unit length for cosine.
    ///   Fewer vectors than centroids, equal ones and zeros are all right: some centroids are then copies of others and
    ///   never chosen.
    /// - Parameter stride: halves from row to row.
    /// - Parameter sampleCount: vectors of the sample, at least 1.
    /// - Parameter team: the threads that work.
    /// - Throws: `.unsuitable` when the plan does not fit the vectors, `.emptySample`, `.notFinite`, `.cancelled`.
    /// - Complexity: `coarseIterationCount · sampleCount · listCount`, and `2^codeBits · partIterationCount` times the
    ///   vectors that the parts are trained with, times the dimension, multiply-adds; about 4 · dimension bytes of
    ///   memory a sampled vector, and twice that for those of the parts.
    /// - SeeAlso: Jégou, Douze, Schmid, TPAMI 2011, doi:10.1109/TPAMI.2010.57.
    public static func train(
        _ plan: TrainingPlan, dimension: Int, metric: Metric, sample: UnsafeBufferPointer<UInt16>, stride: Int,
        sampleCount: Int, team: WorkTeam, kernels: KernelSet, progress: (TrainingStep) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) throws(QuantizationError) -> Codebook {
        let shape = try CodebookShape(
            dimension: dimension, metric: metric, transform: plan.transform,
            reducedDimension: plan.reducedDimension == 0 ? dimension : plan.reducedDimension,
            listCount: plan.listCount, partCount: plan.partCount, codeBits: plan.codeBits)
        guard plan.coarseIterationCount > 0 else { throw .unsuitable(what: "coarseIterationCount") }
        guard plan.partIterationCount > 0 else { throw .unsuitable(what: "partIterationCount") }
        guard plan.partSampleCountMax > 0 else { throw .unsuitable(what: "partSampleCountMax") }
        guard plan.spillWeight == 0 || Limits.spillWeights.contains(plan.spillWeight) else {
            throw .unsuitable(what: "spillWeight")
        }
        guard plan.transform == .none || dimension <= transformDimensionMax else {
            throw .unsuitable(what: "transform")
        }
        guard sampleCount > 0 else { throw .emptySample }
        precondition(stride >= dimension && sample.count >= (sampleCount - 1) * stride + dimension, "a short sample")
        let rows = unsafe SampleRows(halves: sample, stride: stride, count: sampleCount, dimension: dimension)
        var training = Training(plan: plan, shape: shape, sample: rows, team: team, kernels: kernels)
        return try training.run(progress: progress, stopping: isCancelled)
    }
}
