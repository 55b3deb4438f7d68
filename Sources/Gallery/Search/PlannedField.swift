public import Vocabulary

/// One field of a planned search.
public struct PlannedField: Equatable, Sendable {
    /// Its place in the gallery's declaration, from 0.
    public var index: Int
    public var name: String
    public var metric: Metric
    /// > 0, finite.
    public var weight: Float
    /// What is looked for; of unit length for cosine.
    public var vector: [Float]
    public var calibration: Calibration

    public init(
        index: Int, name: String, metric: Metric, weight: Float, vector: [Float], calibration: Calibration = .identity
    ) {
        self.index = index
        self.name = name
        self.metric = metric
        self.weight = weight
        self.vector = vector
        self.calibration = calibration
    }
}
