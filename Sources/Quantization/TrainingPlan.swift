public import Vocabulary

/// How a codebook is to be trained.
public struct TrainingPlan: Equatable, Sendable {
    /// Coarse centroids, 1...262,144.
    public var listCount: Int
    /// Parts of a vector, a byte of its code each, or half a byte: 1...`reducedDimension`; even with half bytes.
    public var partCount: Int
    /// Bits of a part's number: 8, or 4 for half bytes.
    public var codeBits: Int
    public var transform: VectorTransform
    /// Components kept by the transform, 1...dimension; 0 keeps all.
    public var reducedDimension: Int
    /// Iterations of k-means over whole vectors.
    public var coarseIterationCount: Int
    /// Iterations of k-means of each part.
    public var partIterationCount: Int
    /// Vectors of the sample, evenly spread over it, that the parts are trained with, at most.
    public var partSampleCountMax: Int
    /// Decides every random choice.
    public var seed: UInt64
    /// What parallel residuals weigh when a vector's second list is chosen, 2⁻¹⁰...1,024; 0: vectors have one list.
    public var spillWeight: Float

    public init(
        listCount: Int, partCount: Int, codeBits: Int = 8, transform: VectorTransform = .none,
        reducedDimension: Int = 0,
        coarseIterationCount: Int = 10, partIterationCount: Int = 25, partSampleCountMax: Int = 65_536,
        seed: UInt64 = 0, spillWeight: Float = 0
    ) {
        self.listCount = listCount
        self.partCount = partCount
        self.codeBits = codeBits
        self.transform = transform
        self.reducedDimension = reducedDimension
        self.coarseIterationCount = coarseIterationCount
        self.partIterationCount = partIterationCount
        self.partSampleCountMax = partSampleCountMax
        self.seed = seed
        self.spillWeight = spillWeight
    }
}
