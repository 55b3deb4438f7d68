public import Kernels
internal import Quantization
public import Routing
public import Vocabulary

/// Chooses which fields of a search are searched by codes, and in which lists: once for all shards, from what holds of
/// the whole gallery, so that the choice does not depend on how many shards there are.
public struct ListPlanner: Sendable {
    private let kernels: KernelSet

    /// The least share of allowed items that is searched as all are.
    private static let measuredShareMin = 0.9

    public init(kernels: KernelSet) {
        self.kernels = kernels
    }

    /// A field that is searched by codes, and how its lists are chosen.
    private struct Choice {
        let codebook: Codebook
        let vector: [Float]
        let rule: ProbeRule
        var lists: [UInt32] = []

        var scan: FieldScan {
            .lists(
                ListProbes(codebookHash: codebook.hash, lists: lists, candidateCount: rule.candidateCount))
        }
    }

    /// How the fields of each search are to be searched, in their order; what one of them costs is shared among them.
    ///
    /// - Parameter asks: each with its gallery, or why it has none.
    public func scans(
        for asks: [(ask: ScanAsk, gallery: Result<any PlannedGallery, CallFailure>)]
    ) -> [Result<[FieldScan], CallFailure>] {
        // By search and field; nil where it is searched exactly.
        var chosen = asks.map { ask, gallery in
            gallery.map { gallery in
                ask.query.probes.map { choice(for: $0, gallery, ask.tuning, allowedCount: ask.allowedCount) }
            }
        }
        fillLists(&chosen)
        return chosen.map { $0.map { $0.map { $0?.scan ?? .exact } } }
    }

    /// Finds the lists of all choices, those of one codebook together.
    private func fillLists(_ chosen: inout [Result<[Choice?], CallFailure>]) {
        var fields = chosen.map { (try? $0.get()) ?? [] }
        var rest = fields.indices.flatMap { search in fields[search].indices.map { (search: search, field: $0) } }
        rest.removeAll { fields[$0.search][$0.field] == nil }
        while let codebook = rest.first.flatMap({ fields[$0.search][$0.field]?.codebook }) {
            let group = rest.filter { fields[$0.search][$0.field]?.codebook === codebook }
            rest.removeAll { fields[$0.search][$0.field]?.codebook === codebook }
            let choices = group.compactMap { fields[$0.search][$0.field] }
            let lists = ProbeRule.lists(choices.map { ($0.rule, $0.vector) }, of: codebook, kernels: kernels)
            for (place, lists) in zip(group, lists) { fields[place.search][place.field]?.lists = lists }
        }
        for search in chosen.indices { chosen[search] = chosen[search].map { _ in fields[search] } }
    }

    /// How its lists are chosen; nil when the field is searched exactly.
    private func choice(
        for probe: FieldProbe, _ gallery: any PlannedGallery, _ tuning: ScanTuning, allowedCount: UInt64?
    ) -> Choice? {
        guard !tuning.isExact, (0..<gallery.fieldCount).contains(probe.field),
            probe.vector.count == gallery.dimension(field: probe.field),
            let codebook = gallery.codebook(field: probe.field)
        else { return nil }
        var rule = ProbeRule(gallery.fieldIndex(field: probe.field) ?? FieldIndex(), tuning)
        if let allowedCount {
            let width = width(probe.field, codebook, gallery, tuning, allowedCount: allowedCount)
            // Where nearly all items are allowed, what was measured without a filter holds.
            let isAsMeasured = rule.reach != nil && width.share >= Self.measuredShareMin
            let isWidened = tuning.nprobe == 0 && !isAsMeasured
            let count = min(isWidened ? width.firstCount : rule.usualCount, codebook.listCount)
            if Self.isExactCheaper(width, nprobe: count, codebook, allowedCount: allowedCount) { return nil }
            if isWidened {
                // More than this query would look into without a filter: some look into many times the lists of others.
                var own = width
                if rule.reach != nil {
                    own.usualCount = rule.lists(nearestTo: probe.vector, of: codebook, kernels: kernels).count
                }
                rule = rule.probing(own.firstCount)
            }
        }
        return Choice(codebook: codebook, vector: probe.vector, rule: rule)
    }

    /// How the fields are to be searched once more, after what a round found; nil when that was enough.
    ///
    /// - Parameter scans: those of the round.
    public func widened(
        _ scans: [FieldScan], for query: ShardQuery, in gallery: any PlannedGallery, tuning: ScanTuning,
        after progress: ScanProgress
    ) -> [FieldScan]? {
        var wider = scans
        for (place, probe) in query.probes.enumerated() where place < scans.count {
            guard case .lists(let probed) = scans[place], let codebook = gallery.codebook(field: probe.field),
                codebook.hash == probed.codebookHash
            else { continue }
            let width = width(probe.field, codebook, gallery, tuning, allowedCount: progress.allowedCount)
            var next: Int?
            // Who says how many lists to probe has more of them only if they hold too little to answer.
            if progress.allowedCount != nil, tuning.nprobe == 0 {
                next = width.nextCount(
                    probedCount: probed.lists.count, plannedCount: progress.plannedCounts[place],
                    matchedCount: progress.matchedCounts[place], wideningCount: progress.wideningCount)
            }
            if progress.isShort { next = next ?? width.nextCountWhenShort(probedCount: probed.lists.count) }
            if let next {
                let lists = codebook.lists(
                    nearestTo: probe.vector, count: min(next, codebook.listCount), kernels: kernels)
                wider[place] = .lists(
                    ListProbes(
                        codebookHash: codebook.hash, lists: lists, candidateCount: probed.candidateCount))
            }
        }
        return wider == scans ? nil : wider
    }

    private func width(
        _ field: Int, _ codebook: Codebook, _ gallery: any PlannedGallery, _ tuning: ScanTuning, allowedCount: UInt64?
    ) -> ProbeWidth {
        let rule = ProbeRule(gallery.fieldIndex(field: field) ?? FieldIndex(), tuning)
        return ProbeWidth(
            listCount: codebook.listCount, usualCount: rule.usualCount,
            codeCount: gallery.liveCount(field: field) * (codebook.isSpilled ? 2 : 1),
            share: allowedCount.map { Double($0) / Double(max(gallery.liveCount, 1)) } ?? 1)
    }

    /// True when comparing all allowed items costs less than scanning the codes of `nprobe` lists, about.
    private static func isExactCheaper(
        _ width: ProbeWidth, nprobe: Int, _ codebook: Codebook, allowedCount: UInt64
    ) -> Bool {
        if allowedCount <= UInt64(Limits.exactScanItemCountMax) { return true }
        // Nanoseconds: of a row fetched from far away, and of a code, whose row must be looked up in the filter.
        let exactCost = Double(allowedCount) * (10 + 0.05 * Double(2 * codebook.dimension))
        let codeCount = Double(width.codeCount) * Double(nprobe) / Double(codebook.listCount)
        return exactCost <= 40_000 + codeCount * (0.4 + 0.02 * Double(codebook.rowCount))
    }
}
