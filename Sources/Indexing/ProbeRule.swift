public import Kernels
public import Quantization
public import Vocabulary

/// How a search of one field by its codes chooses lists and candidates.
public struct ProbeRule: Equatable, Sendable {
    /// Lists at most, at least one.
    public var nprobe: Int
    /// Lists within this reach only; nil: the nearest ones, however far.
    public var reach: Float?
    /// Candidates for ten hits; 0: as any search takes.
    public var candidateCount: Int
    /// Lists of an average query, as it was measured.
    public var listCountMean: Double

    public init(nprobe: Int, reach: Float? = nil, candidateCount: Int = 0, listCountMean: Double? = nil) {
        self.nprobe = max(1, nprobe)
        self.reach = reach
        self.candidateCount = candidateCount
        self.listCountMean = listCountMean ?? Double(self.nprobe)
    }

    public init(_ point: OperatingPoint) {
        self.init(
            nprobe: Int(point.nprobe), reach: point.reach, candidateCount: Int(point.candidateCount),
            listCountMean: Double(point.listCountMean))
    }

    /// The rule of `index` that `tuning` asks for: a number of lists, the cheapest point that reaches a recall, or what
    /// the index does by itself.
    public init(_ index: FieldIndex, _ tuning: ScanTuning) {
        if tuning.nprobe > 0 {
            self.init(nprobe: tuning.nprobe)
        } else if tuning.targetRecall > 0, let point = index.points.cheapest(reaching: tuning.targetRecall) {
            self.init(point)
        } else {
            let point = index.points.first {
                $0.nprobe == index.nprobe && $0.reach == index.reach && $0.candidateCount == index.candidateCount
            }
            self.init(
                nprobe: Int(index.nprobe), reach: index.reach, candidateCount: Int(index.candidateCount),
                listCountMean: point.map { Double($0.listCountMean) })
        }
    }

    /// Lists of an average query.
    public var usualCount: Int { Int(listCountMean.rounded(.up)) }

    /// As many lists for every query alike.
    public func probing(_ count: Int) -> ProbeRule {
        ProbeRule(nprobe: count, candidateCount: candidateCount)
    }

    /// What is asked of the codebook.
    public var ask: ListAsk { ListAsk(count: nprobe, reach: reach ?? .infinity) }

    /// The lists of `codebook` that a search for `vector` looks into, nearest first.
    public func lists(nearestTo vector: [Float], of codebook: Codebook, kernels: KernelSet) -> [UInt32] {
        codebook.lists(nearestTo: vector, ask, kernels: kernels)
    }

    /// The same of several searches, whose rules may differ.
    public static func lists(
        _ searches: [(rule: ProbeRule, vector: [Float])], of codebook: Codebook, kernels: KernelSet
    ) -> [[UInt32]] {
        codebook.lists(nearestTo: searches.map(\.vector), searches.map(\.rule.ask), kernels: kernels)
    }
}
