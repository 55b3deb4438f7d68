/// How far a training has come.
public struct TrainingStep: Equatable, Sendable {
    public enum Stage: Sendable, CaseIterable {
        /// Looking for the axes of the transform.
        case transform
        /// Moving the coarse centroids.
        case lists
        /// Moving the centroids of the parts.
        case parts
        /// Measuring the quantization error.
        case measure
    }

    public let stage: Stage
    /// Iterations of this stage that are done.
    public let iteration: Int
    /// Iterations of this stage, all told.
    public let iterationCount: Int
}
