// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

/// The compressed index of one field.
public struct FieldIndex: Equatable, Sendable {
    /// Hash of the codebook, 16 bytes.
    public var codebookHash: [UInt8] = []
    /// Coarse clusters.
    public var listCount: UInt32 = 0
    /// Parts of a vector: a byte of its code each, or half a byte where `code_bits` is 4.
    public var partCount: UInt32 = 0
    /// What is done to vectors before.
    public var transform: VectorTransform?
    /// Dimensions that are compressed.
    public var reducedDimension: UInt32 = 0
    /// Lists probed when a search does not say, at most.
    public var nprobe: UInt32 = 0
    /// Items in the sealed codes; newer ones are encoded beside them.
    public var sealedCount: UInt64 = 0
    /// Bytes of codes and the ordinals beside them.
    public var codeByteCount: UInt64 = 0
    /// Bytes of the codebook.
    public var codebookByteCount: UInt64 = 0
    /// Codes of the shortest, the median and the longest list.
    public var listLengthMin: UInt32 = 0
    /// See above.
    public var listLengthMedian: UInt32 = 0
    /// See above.
    public var listLengthMax: UInt32 = 0
    /// Mean squared distance of the sampled vectors to what their codes stand for.
    public var quantizationError: Float = 0
    /// Measured with items as queries, each left out of its own answer.
    public var heldOut: RecallFigure?
    /// Measured with the queries that were given. Absent: none were.
    public var given: RecallFigure?
    /// Items that were sampled for training.
    public var sampleCount: UInt64 = 0
    /// Seed of every random choice.
    public var seed: UInt64 = 0
    /// Microseconds since 1970 when it was published.
    public var trainedMicroseconds: UInt64 = 0
    /// Microseconds that training, encoding and measuring took.
    public var trainMicroseconds: UInt64 = 0
    /// What candidates are compared with.
    public var rerank: VectorPrecision?
    /// Bytes of the rows of `rerank`, sealed ones. 0: candidates are compared with their vectors.
    public var rerankByteCount: UInt64 = 0
    /// Bits of a part's number: 8 or 4. 0 in records written before there was a choice: 8.
    public var codeBits: UInt32 = 0
    /// What it weighs that the rest points elsewhere when an item's second list is chosen. 0: items have one list.
    public var spillWeight: Float = 0
    /// Sealed codes: with second lists about two an item.
    public var codeCount: UInt64 = 0
    /// How searches that do not say choose lists, as in `OperatingPoint`. Absent: the nprobe nearest.
    public var reach: Float?
    /// Candidates of searches that do not say, as in `OperatingPoint`. 0: 4 times what is asked for, at least 100.
    public var candidateCount: UInt32 = 0
    /// Recall that nprobe, reach and candidates were chosen for. 0: they were told.
    public var targetRecall: Float = 0
    /// What can be chosen, cheapest first. Empty in records written before it was measured.
    public var points: [OperatingPoint] = []

    public init(
        codebookHash: [UInt8] = [],
        listCount: UInt32 = 0,
        partCount: UInt32 = 0,
        transform: VectorTransform? = nil,
        reducedDimension: UInt32 = 0,
        nprobe: UInt32 = 0,
        sealedCount: UInt64 = 0,
        codeByteCount: UInt64 = 0,
        codebookByteCount: UInt64 = 0,
        listLengthMin: UInt32 = 0,
        listLengthMedian: UInt32 = 0,
        listLengthMax: UInt32 = 0,
        quantizationError: Float = 0,
        heldOut: RecallFigure? = nil,
        given: RecallFigure? = nil,
        sampleCount: UInt64 = 0,
        seed: UInt64 = 0,
        trainedMicroseconds: UInt64 = 0,
        trainMicroseconds: UInt64 = 0,
        rerank: VectorPrecision? = nil,
        rerankByteCount: UInt64 = 0,
        codeBits: UInt32 = 0,
        spillWeight: Float = 0,
        codeCount: UInt64 = 0,
        reach: Float? = nil,
        candidateCount: UInt32 = 0,
        targetRecall: Float = 0,
        points: [OperatingPoint] = []
    ) {
        self.codebookHash = codebookHash
        self.listCount = listCount
        self.partCount = partCount
        self.transform = transform
        self.reducedDimension = reducedDimension
        self.nprobe = nprobe
        self.sealedCount = sealedCount
        self.codeByteCount = codeByteCount
        self.codebookByteCount = codebookByteCount
        self.listLengthMin = listLengthMin
        self.listLengthMedian = listLengthMedian
        self.listLengthMax = listLengthMax
        self.quantizationError = quantizationError
        self.heldOut = heldOut
        self.given = given
        self.sampleCount = sampleCount
        self.seed = seed
        self.trainedMicroseconds = trainedMicroseconds
        self.trainMicroseconds = trainMicroseconds
        self.rerank = rerank
        self.rerankByteCount = rerankByteCount
        self.codeBits = codeBits
        self.spillWeight = spillWeight
        self.codeCount = codeCount
        self.reach = reach
        self.candidateCount = candidateCount
        self.targetRecall = targetRecall
        self.points = points
    }
}
