internal import Kernels
internal import Quantization
internal import Vocabulary

/// How a search of one field by its codes chooses lists and candidates.
struct ProbeRule: Equatable {
    /// Lists at most, at least one.
    var nprobe: Int
    /// Lists within this reach only; nil: the nearest ones, however far.
    var reach: Float?
    /// Candidates for ten hits; 0: as any search takes.
    var candidateCount: Int
    /// Lists of an average query, as it was measured.
    var listCountMean: Double

    init(nprobe: Int, reach: Float? = nil, candidateCount: Int = 0, listCountMean: Double? = nil) {
        self.nprobe = max(1, nprobe)
        self.reach = reach
        self.candidateCount = candidateCount
        self.listCountMean = listCountMean ?? Double(self.nprobe)
    }

    init(_ point: OperatingPoint) {
        self.init(
            nprobe: Int(point.nprobe), reach: point.reach, candidateCount: Int(point.candidateCount),
            listCountMean: Double(point.listCountMean))
    }

    /// The rule of `index` that `tuning` asks for: a number of lists, the cheapest point that reaches a recall, or what
    /// the index does by itself.
    init(_ index: FieldIndex, _ tuning: ScanTuning) {
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
    var usualCount: Int { Int(listCountMean.rounded(.up)) }

    /// As many lists for every query alike.
    func probing(_ count: Int) -> ProbeRule {
        ProbeRule(nprobe: count, candidateCount: candidateCount)
    }

    /// What is asked of the codebook.
    var ask: ListAsk { ListAsk(count: nprobe, reach: reach ?? .infinity) }

    /// The lists of `codebook` that a search for `vector` looks into, nearest first.
    func lists(nearestTo vector: [Float], of codebook: Codebook, kernels: KernelSet) -> [UInt32] {
        codebook.lists(nearestTo: vector, ask, kernels: kernels)
    }

    /// The same of several searches, whose rules may differ.
    static func lists(
        _ searches: [(rule: ProbeRule, vector: [Float])], of codebook: Codebook, kernels: KernelSet
    ) -> [[UInt32]] {
        codebook.lists(nearestTo: searches.map(\.vector), searches.map(\.rule.ask), kernels: kernels)
    }
}
