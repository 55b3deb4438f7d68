// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// Asks for a compressed index of some fields.
public struct TrainRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// Names of the fields to train. Empty: all.
    public var fields: [String] = []
    /// Coarse clusters, 1...262,144, not more than items. 0: by the number of items.
    public var listCount: UInt32 = 0
    /// Parts of a vector, 1...dimension: a byte of its code each, or half a byte where `code_bits` is 4, which takes an
    /// even number. 0: as many as make codes of an eighth of the dimension in bytes, rounded up.
    public var partCount: UInt32 = 0
    /// What is done to vectors before. Default: none.
    public var transform: VectorTransform?
    /// Dimensions kept by PCA, 1...dimension. 0: all.
    public var reducedDimension: UInt32 = 0
    /// Items sampled for training. 0: 256 a centroid, as memory allows.
    public var sampleCount: UInt64 = 0
    /// Iterations of coarse k-means, 1...1,000. 0: 10.
    public var coarseIterationCount: UInt32 = 0
    /// Iterations of k-means per part, 1...1,000. 0: 25.
    public var partIterationCount: UInt32 = 0
    /// Seed of every random choice. One seed, one codebook.
    public var seed: UInt64 = 0
    /// Fields with fewer items stay exact. Absent: the gallery's `exact_below`.
    public var exactBelow: UInt32?
    /// Lists to probe when a search does not say; nothing else is measured then. 0: the cheapest of many ways to search
    /// that brings the recall of held-out items, and that of `queries` where a field has any, to the gallery's target.
    public var nprobe: UInt32 = 0
    /// Queries to measure recall with, beside held-out items; at most 10,000 a field. Best are those that searches
    /// will ask: texts lie farther from what they find than items from each other, and need more lists.
    public var queries: [QueryVectors] = []
    /// Threads to train with. 0: as many as the machine has.
    public var threadCount: UInt32 = 0
    /// Bytes of memory that training may take. 0: half of what is free.
    public var memoryByteCountMax: UInt64 = 0
    /// What the candidates of searches by codes are compared with: f16 or sq8. Default: what each field declares.
    public var rerank: VectorPrecision?
    /// Bits of a part's number: 8 or 4. 8 finds more with codes of the same bytes; 4 is scanned several times faster by
    /// processors without AVX-512 VBMI. 0: 8.
    public var codeBits: UInt32 = 0
    /// Items are found in two lists: the nearest, and one where the rest that is to be coded points elsewhere. A search
    /// looks into about a quarter of the lists and half of the codes for the same recall; codes take twice the bytes.
    public var spill: Bool = false
    /// How much it counts that the rest points elsewhere, 1/1024...1,024. 0: 1.5; 1 to 2 are about as good.
    public var spillWeight: Float = 0

    public init(
        gallery: String = "",
        fields: [String] = [],
        listCount: UInt32 = 0,
        partCount: UInt32 = 0,
        transform: VectorTransform? = nil,
        reducedDimension: UInt32 = 0,
        sampleCount: UInt64 = 0,
        coarseIterationCount: UInt32 = 0,
        partIterationCount: UInt32 = 0,
        seed: UInt64 = 0,
        exactBelow: UInt32? = nil,
        nprobe: UInt32 = 0,
        queries: [QueryVectors] = [],
        threadCount: UInt32 = 0,
        memoryByteCountMax: UInt64 = 0,
        rerank: VectorPrecision? = nil,
        codeBits: UInt32 = 0,
        spill: Bool = false,
        spillWeight: Float = 0
    ) {
        self.gallery = gallery
        self.fields = fields
        self.listCount = listCount
        self.partCount = partCount
        self.transform = transform
        self.reducedDimension = reducedDimension
        self.sampleCount = sampleCount
        self.coarseIterationCount = coarseIterationCount
        self.partIterationCount = partIterationCount
        self.seed = seed
        self.exactBelow = exactBelow
        self.nprobe = nprobe
        self.queries = queries
        self.threadCount = threadCount
        self.memoryByteCountMax = memoryByteCountMax
        self.rerank = rerank
        self.codeBits = codeBits
        self.spill = spill
        self.spillWeight = spillWeight
    }
}
