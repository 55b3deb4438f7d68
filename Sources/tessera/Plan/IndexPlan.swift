internal import Glibc
internal import Vocabulary

/// What the compressed index of one field will take and give, told before it is built: every formula of `tessera plan`.
///
/// Sizes follow from the layout of the files and are exact but for what depends on how items fall into lists. Recall
/// and time were measured elsewhere and are estimates.
struct IndexPlan: Equatable {
    /// Items that have the field, >= 1.
    private(set) var itemCount: Int
    let dimension: Int
    let metric: Metric
    let transform: VectorTransform
    /// Dimensions that are compressed.
    let keptDimension: Int
    /// Parts of a vector, 1...`keptDimension`.
    let partCount: Int
    /// Bits of a part: 8 or 4.
    let codeBits: Int
    /// Lists, 1...`itemCount`.
    let listCount: Int
    /// What candidates are compared with.
    let rerank: VectorPrecision
    /// Each item lies in two lists.
    let isSpilled: Bool

    /// - Parameter partCount: 0 for the default; likewise the others.
    init(
        itemCount: Int, dimension: Int, metric: Metric = .cosine, transform: VectorTransform = .none,
        reducedDimension: Int = 0, partCount: Int = 0, codeBits: Int = 8, listCount: Int = 0,
        rerank: VectorPrecision = .f16, isSpilled: Bool = false
    ) {
        self.itemCount = max(1, itemCount)
        self.dimension = dimension
        self.metric = metric
        self.rerank = rerank
        self.transform = transform
        keptDimension = reducedDimension > 0 ? min(reducedDimension, dimension) : dimension
        self.codeBits = codeBits
        let usual = Self.partCountDefault(dimension) * 8 / codeBits
        // Two parts of 4 bits share a byte.
        let most = codeBits == 4 ? max(2, keptDimension / 2 * 2) : keptDimension
        self.partCount = min(most, partCount > 0 ? partCount : usual)
        self.listCount = min(self.itemCount, listCount > 0 ? listCount : Self.listCountDefault(self.itemCount))
        self.isSpilled = isSpilled && self.listCount > 1
    }

    /// What one of `shardCount` shards holds: its part of the items, and the codebook of all.
    func part(shardCount: Int) -> IndexPlan {
        var part = self
        part.itemCount = (itemCount + shardCount - 1) / shardCount
        return part
    }

    /// An eighth of the dimension, rounded up: as many bytes of code.
    static func partCountDefault(_ dimension: Int) -> Int { (dimension + 7) / 8 }

    /// At least 256 items a list, at most `8 · √items` lists.
    static func listCountDefault(_ itemCount: Int) -> Int {
        let root = Int(8 * Double(itemCount).squareRoot())
        return max(1, min(itemCount / 256, root, Limits.listCountMax))
    }

    // Memory.

    /// Dimensions of a part; the last part may hold padding.
    var partDimension: Int { (keptDimension + partCount - 1) / partCount }
    var paddedDimension: Int { partCount * partDimension }
    /// Bytes of a code: l2 keeps a scalar of two bytes besides.
    var codeByteCount: Int { partByteCount + (metric == .l2 ? 2 : 0) }
    /// Bytes of a code that stand for the vector.
    var partByteCount: Int { partCount * codeBits / 8 }
    /// One an item, two where each lies in two lists.
    var codeCount: Int { isSpilled ? 2 * itemCount : itemCount }
    /// All codes. The last lanes of a list are filled up to a multiple of 16, by 7.5 on average.
    var codesByteCount: Int { codeCount * codeByteCount + listCount * codeByteCount * 15 / 2 }
    /// 4 bytes a code.
    var ordinalsByteCount: Int { codeCount * 4 }
    /// Where each list begins: 4 bytes for its items, 8 for its codes.
    var listTablesByteCount: Int { (listCount + 1) * 12 }
    /// Floats: centroids and norms of lists, centroids and norms of 256 or 16 codes a part, and the transform.
    var codebookByteCount: Int {
        let lists = listCount * (paddedDimension + 1)
        let parts = (1 << codeBits) * (paddedDimension + partCount)
        let matrix = transform == .none ? 0 : keptDimension * dimension
        let mean = metric == .l2 ? dimension : 0
        return 4 * (lists + parts + matrix + mean)
    }
    /// From so many lists on they are chosen by codes.
    static let codedListCountMin = 16_384
    /// Bytes of such a code, one for eight components.
    var listCodeByteCount: Int { (paddedDimension + 7) / 8 }
    /// The centroids of lists once more, made when a codebook of 128 lists or more is opened: a byte a component and
    /// five floats each (`Quantization/ListBytes`), or a code each, a sample of these, and the centroids of their parts
    /// (`Quantization/ListCodes`).
    var listBytesByteCount: Int {
        if listCount >= Self.codedListCountMin {
            return (listCount + 8_192) * listCodeByteCount + 256 * 9 * 4 * listCodeByteCount
        }
        return listCount < 128 ? 0 : listCount * ((paddedDimension + 31) / 32 * 32 + 20)
    }
    /// Rows that candidates are compared with instead of their vectors: a byte a dimension, and 4 bytes, 8 for l2.
    var rerankByteCount: Int {
        rerank == .sq8 ? itemCount * ((dimension + 31) / 32 * 32 + (metric == .l2 ? 8 : 4)) : 0
    }
    /// What a search wants in memory besides the vectors that it compares at last.
    var memoryByteCount: Int {
        codesByteCount + ordinalsByteCount + listTablesByteCount + codebookByteCount + rerankByteCount
    }
    var memoryByteCountPerItem: Double { Double(memoryByteCount) / Double(itemCount) }

    // Disk.

    /// 16-bit floats, each row padded to 32 of them, in chunks of 4,096 rows.
    var vectorsByteCount: Int {
        let stride = (dimension + 31) / 32 * 32
        return (itemCount + 4_095) / 4_096 * 4_096 * stride * 2
    }
    var diskByteCount: Int { vectorsByteCount + memoryByteCount }

    // Recall.

    /// Recall@10 by bytes of code: 100,000 real sentence embeddings of 384 dimensions, compared by cosine, 390 lists,
    /// all of them looked into, the best 100 by code compared exactly; 400 held-out queries.
    static let measuredRecalls: [(byteCount: Int, recall: Double)] = [
        (4, 0.569), (8, 0.667), (12, 0.746), (16, 0.812), (24, 0.893), (32, 0.955), (48, 0.993), (64, 0.999), (96, 1),
    ]
    /// The same with two parts to a byte.
    static let measuredRecallsOfFourBits: [(byteCount: Int, recall: Double)] = [
        (4, 0.458), (8, 0.586), (12, 0.681), (16, 0.752), (24, 0.866), (32, 0.932), (48, 0.986), (64, 0.998), (96, 1),
    ]
    static let measuredDimension = 384

    /// The recall@10 that codes of this size allow when every list is looked into: between the measured ones by the
    /// logarithm of the bytes per dimension. Embeddings of another kind may be better or worse by some hundredths.
    var expectedRecall: Double {
        let known = codeBits == 4 ? Self.measuredRecallsOfFourBits : Self.measuredRecalls
        let place = Double(partByteCount) * Double(Self.measuredDimension) / Double(dimension)
        guard let upper = known.firstIndex(where: { Double($0.byteCount) >= place }) else { return known.last!.recall }
        guard upper > 0 else { return known[0].recall * place / Double(known[0].byteCount) }
        let (low, high) = (known[upper - 1], known[upper])
        let share = log2(place / Double(low.byteCount)) / log2(Double(high.byteCount) / Double(low.byteCount))
        return low.recall + share * (high.recall - low.recall)
    }

    // Training.

    /// Items that are sampled: 256 a centroid, as far as there are so many.
    var sampleCount: Int { min(itemCount, 256 * max(listCount, 256)) }
    /// The sample as 32-bit floats, and what clustering keeps of each.
    var trainMemoryByteCount: Int { sampleCount * (4 * paddedDimension + 16) + codebookByteCount }
    /// Multiply-adds of clustering: 10 iterations over lists, 25 over parts of at most 65,536 of the sample.
    var clusteringOperationCount: Double {
        let width = Double(paddedDimension)
        let lists = 10 * Double(sampleCount) * Double(listCount) * width
        return lists + 25 * Double(1 << codeBits) * Double(min(sampleCount, 65_536)) * width
    }
    /// And of encoding every item; a second list takes two products more.
    var encodingOperationCount: Double {
        Double(itemCount) * Double(listCount + (1 << codeBits)) * Double(paddedDimension) * (isSpilled ? 3 : 1)
    }
    var trainOperationCount: Double { clusteringOperationCount + encodingOperationCount }
    /// Multiply-adds of comparing held-out items with every item, by which recall is measured afterwards.
    var measureOperationCount: Double {
        let wanted = min(Limits.heldOutCountMax, Limits.heldOutComparisonCountMax / itemCount)
        return Double(min(itemCount, max(Limits.heldOutCountMin, wanted))) * Double(itemCount) * Double(dimension)
    }
}
