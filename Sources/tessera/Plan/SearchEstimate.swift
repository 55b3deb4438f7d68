internal import Glibc
internal import Vocabulary

/// What a search by codes looks into in one field, and the time that it takes on one core.
///
/// The rates are those by which a training chooses the way to search (`ShardNode/SearchCost`), of a core of 2024 with
/// more vectors than its caches hold; what is touched follows from sizes and from the number of lists.
struct SearchEstimate: Equatable {
    /// The whole field.
    let index: IndexPlan
    /// Candidates that each shard names.
    var candidateCount = 100

    /// Lists that a query looks into for a recall@10 of 0.95, by lists there are: 100,000 real sentence embeddings of
    /// 384 dimensions, codes of 48 bytes, 100 candidates, 2,000 queries that are not among them (`tessera-bench recall
    /// --nlist`). With 12,500 and 25,000 items and 390 lists they are 55: the number of items hardly matters.
    static let measuredProbes: [(listCount: Int, nprobe: Int)] = [
        (128, 22), (390, 47), (1_024, 89), (2_048, 118), (4_096, 146),
    ]
    /// `22 · (L / 128)^0.57`, within a fifth of what was measured; nobody has measured beyond.
    static let probesAt128 = 22.0
    static let probeExponent = 0.57
    /// A spill needs about a quarter of the lists.
    static let spilledProbeShare = 0.25

    /// Lists that a query looks into.
    var nprobe: Int {
        let usual = Self.probesAt128 * power(Double(index.listCount) / 128, Self.probeExponent)
        let share = index.isSpilled ? Self.spilledProbeShare : 1
        return min(index.listCount, max(1, Int((usual * share).rounded(.up))))
    }

    /// Codes that one of `shardCount` shards scans.
    func codeCount(shardCount: Int) -> Double {
        Double(index.codeCount) * Double(nprobe) / Double(index.listCount) / Double(shardCount)
    }

    // Rates: microseconds.

    /// A byte of code from memory, 29 GB/s; a list to begin with; a row that is in no cache, and a byte of it.
    static let perCodeByte = 0.000_035
    static let perList = 0.06
    static let perRow = 0.06
    static let perRowByte = 0.000_25
    /// A multiply-add of the tables: 2.2 µs for 256 × 384.
    static let perTableStep = 2.2 / (256 * 384)
    /// A byte of the centroids, in a cache (8 µs for 2,048 × 384) and from memory; a cache holds so many.
    static let perCentroidByteInCache = 8.0 / (2_048 * 384)
    static let perCentroidByte = 0.000_035
    static let cacheByteCount = 32 << 20
    /// Where lists are chosen by codes: a component of the query, for tables and a threshold; a component of the
    /// centroid of a wanted list, as three are compared for it; a byte of the codes in a cache (`tessera-bench lists`).
    static let perCodedComponent = 28.0 / 384
    static let perChosenComponent = 0.3 / 384
    static let perListCodeByteInCache = 0.000_012_7

    /// Choosing the lists: once a query, by whoever plans it.
    var planningMicroseconds: Double {
        guard index.listCount < IndexPlan.codedListCountMin else { return codedPlanningMicroseconds }
        let byteCount = index.listBytesByteCount
        return Double(byteCount)
            * (byteCount <= Self.cacheByteCount ? Self.perCentroidByteInCache : Self.perCentroidByte)
    }

    private var codedPlanningMicroseconds: Double {
        let byteCount = index.listCount * index.listCodeByteCount
        let perByte = byteCount <= Self.cacheByteCount ? Self.perListCodeByteInCache : Self.perCentroidByte
        return Double(index.paddedDimension) * (Self.perCodedComponent + Double(nprobe) * Self.perChosenComponent)
            + Double(byteCount) * perByte
    }

    /// Tables and codes, in one of `shardCount` shards.
    func scanMicroseconds(shardCount: Int) -> Double {
        let tables = Double((1 << index.codeBits) * index.paddedDimension) * Self.perTableStep
        return tables + Double(nprobe) * Self.perList
            + codeCount(shardCount: shardCount) * Double(index.codeByteCount) * Self.perCodeByte
    }

    /// Comparing one row of this field exactly.
    var rowMicroseconds: Double { Self.perRow + Double(rowByteCount) * Self.perRowByte }

    /// Bytes of a row that candidates are compared with.
    var rowByteCount: Int { (index.dimension + 31) / 32 * 32 * (index.rerank == .sq8 ? 1 : 2) }

    /// `base` to the power of `exponent`, both positive.
    private func power(_ base: Double, _ exponent: Double) -> Double { exp2(exponent * log2(base)) }
}
