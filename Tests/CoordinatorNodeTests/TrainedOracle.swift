import Indexing
import Gallery
import Ground
import Kernels
import Quantization
import Routing
import TrialSearch
import Vocabulary

@testable import ShardNode

/// What a trained gallery must answer, from its items and codebooks alone.
struct TrainedOracle {
    private struct Row {
        var id: String
        var known: TrainedGallery.Known
        /// By field.
        var vectors: [[Float]?]
        var codes: [[(list: UInt32, code: ArraySlice<UInt8>)]]
    }

    private var rows: [Row] = []
    private let fields: [PlainCodes]
    /// By field: what was measured.
    private let indexes: [FieldIndex]
    /// By field: what candidates are compared with.
    private let reranks: [VectorPrecision]

    init(_ gallery: TrainedGallery) throws {
        fields = try gallery.codebooks.map { PlainCodes($0!) }
        let index = try gallery.snapshot.index
        indexes = fields.indices.map { index.index(field: $0)! }
        reranks = indexes.map { $0.rerank! }
        rows = gallery.items.map { id, known in
            let vectors = known.vectors.map { halves in halves?.map { Float(Float16(bitPattern: $0)) } }
            return Row(id: id, known: known, vectors: vectors, codes: [])
        }
        for (place, field) in fields.enumerated() {
            let holders = rows.indices.filter { rows[$0].vectors[place] != nil }
            let codes = field.encode(holders.map { rows[$0].known.vectors[place]! })
            for row in rows.indices { rows[row].codes.append([]) }
            for (row, code) in zip(holders, codes) { rows[row].codes[place] = code }
        }
    }

    /// How the fields are searched.
    ///
    /// - Parameter isForced: by codes even where so few items are allowed that the store would compare all.
    func scans(_ plan: SearchPlan, isForced: Bool) -> [FieldScan] {
        plan.fields.map { field in
            if plan.tuning.isExact || plan.isRestricted && !isForced { return .exact }
            let codes = fields[field.index]
            func probes(_ lists: [UInt32], _ candidateCount: UInt32) -> FieldScan {
                .lists(
                    ListProbes(
                        codebookHash: codes.codebook.hash, lists: lists, candidateCount: Int(candidateCount)))
            }
            if plan.tuning.nprobe > 0 {
                return probes(codes.lists(nearestTo: field.vector, count: plan.tuning.nprobe), 0)
            }
            let index = indexes[field.index]
            if plan.tuning.targetRecall > 0, let point = index.points.cheapest(reaching: plan.tuning.targetRecall) {
                let lists = codes.lists(nearestTo: field.vector, count: Int(point.nprobe), reach: point.reach)
                return probes(lists, point.candidateCount)
            }
            let count = Int(index.nprobe)
            let lists =
                index.reach.map { codes.lists(nearestTo: field.vector, count: count, reach: $0) }
                ?? codes.lists(nearestTo: field.vector, count: count)
            return probes(lists, index.candidateCount)
        }
    }

    /// A whole search: how the fields are searched at first and in the end, the answer, and by field the best
    /// `candidateCount` of those that are looked at then.
    func search(_ plan: SearchPlan, isForced: Bool, candidateCount: Int) -> Search {
        let first = scans(plan, isForced: isForced)
        var scans = first
        for wideningCount in 0... {
            let isLast = wideningCount == Limits.probeWideningCountMax
            if !isLast, plan.isRestricted, let wider = widened(scans, plan, isShort: false, wideningCount) {
                scans = wider
                continue
            }
            let (answer, candidates) = answer(plan, scans: scans, candidateCount: candidateCount)
            let isShort =
                answer.hits.count < plan.limit && answer.shortReason != .minScore && answer.isExhausted
            if !isLast, isShort, let wider = widened(scans, plan, isShort: true, wideningCount) {
                scans = wider
                continue
            }
            return Search(firstScans: first, scans: scans, answer: answer, candidates: candidates)
        }
        fatalError("searches end")
    }

    struct Search {
        var firstScans: [FieldScan]
        var scans: [FieldScan]
        var answer: Oracle.Answer
        var candidates: [[TrainedGallery.Candidate]]
    }

    /// The scans with more lists, where these hold too little; nil when all hold enough.
    private func widened(
        _ scans: [FieldScan], _ plan: SearchPlan, isShort: Bool, _ wideningCount: Int
    ) -> [FieldScan]? {
        let isAllowed = judged(plan, scans: scans).map { Oracle.allows(plan, $0) }
        let wider = zip(plan.fields.indices, scans).map { place, scan -> FieldScan in
            guard case .lists(let probes) = scan else { return .exact }
            let field = plan.fields[place]
            let lists = rows.map { $0.codes[field.index].map(\.list).filter(probes.lists.contains) }
            let holderCount = rows.count { !$0.codes[field.index].isEmpty }
            let width = ProbeWidth(
                listCount: TrainedGallery.listCount,
                usualCount: ProbeRule(indexes[field.index], plan.tuning).usualCount,
                codeCount: fields[field.index].codebook.isSpilled ? 2 * holderCount : holderCount,
                share: Double(isAllowed.count { $0 }) / Double(rows.count))
            var next: Int?
            if plan.isRestricted, plan.tuning.nprobe == 0 {
                next = width.nextCount(
                    probedCount: probes.lists.count,
                    plannedCount: UInt64(lists.joined().count),
                    matchedCount: UInt64(zip(lists, isAllowed).reduce(0) { $0 + ($1.1 ? $1.0.count : 0) }),
                    wideningCount: wideningCount)
            }
            if isShort { next = next ?? width.nextCountWhenShort(probedCount: probes.lists.count) }
            guard let next else { return scan }
            let codes = fields[field.index]
            return .lists(
                ListProbes(
                    codebookHash: codes.codebook.hash, lists: codes.lists(nearestTo: field.vector, count: next),
                    candidateCount: probes.candidateCount))
        }
        return wider == scans ? nil : wider
    }

    /// The answer, and by field the best `candidateCount` of those that are looked at.
    func answer(
        _ plan: SearchPlan, scans: [FieldScan], candidateCount: Int
    ) -> (answer: Oracle.Answer, candidates: [[TrainedGallery.Candidate]]) {
        let items = judged(plan, scans: scans)
        let allowed = items.filter { Oracle.allows(plan, $0) }
        let candidates = plan.fields.indices.map { place in
            let scored = allowed.compactMap { item in
                item.candidateScores[place].map { TrainedGallery.Candidate(idHash: item.idHash, score: $0) }
            }
            return Array(scored.sorted { ($1.score, $0.idHash) < ($0.score, $1.idHash) }.prefix(candidateCount))
        }
        let counted = Oracle.counted(plan, scans)
        return (Oracle.answer(counted, over: items, product: PlainCodes.product), candidates)
    }

    private func judged(_ plan: SearchPlan, scans: [FieldScan]) -> [OracleItem] {
        var judged = rows.map { row in
            OracleItem(
                id: row.id, idHash: Hash.xxh3(row.id), tags: row.known.tags, attributes: row.known.attributes,
                similarHashes: row.known.similarIds.map { Hash.xxh3($0) }, similarities: [], candidateScores: [],
                vectors: plan.fields.map { row.vectors[$0.index] })
        }
        for (place, field) in plan.fields.enumerated() {
            // A vector compared by cosine is of unit length to whoever scans with it, and is brought to it once more.
            let query = field.metric == .cosine ? VectorMath.normalise(field.vector)! : field.vector
            let score = fields[field.index].scoring(query)
            let isByBytes = scans[place] != .exact && reranks[field.index] == .sq8
            let bytes = PlainBytes(centre: field.metric == .l2 ? fields[field.index].centre : nil)
            for (number, row) in rows.enumerated() {
                let similarity = row.vectors[field.index].map { vector in
                    if isByBytes { return bytes.similarity(query, vector) }
                    return field.metric == .l2
                        ? 0 - PlainCodes.squaredDistance(vector, query) : PlainCodes.product(vector, query)
                }
                judged[number].similarities.append(similarity)
                guard case .lists(let probes) = scans[place] else {
                    judged[number].candidateScores.append(similarity)
                    continue
                }
                // Of an item in two of the lists the better score counts.
                let codes = row.codes[field.index].filter { probes.lists.contains($0.list) }
                judged[number].candidateScores.append(codes.map { score($0.list, $0.code) }.max())
            }
        }
        return judged
    }
}
