internal import Indexing
internal import Quantization
public import Routing
public import Vocabulary

extension LocalShard: ProbePlanner {
    /// The most that a filter widens a field's default number of probed lists.
    private static let wideningMax = 16.0

    public func scans(
        for query: ShardQuery, tuning: ScanTuning, allowedCount: UInt64?
    ) throws(CallFailure) -> [FieldScan] {
        try scans(for: [ScanAsk(query, tuning: tuning, allowedCount: allowedCount)])[0].get()
    }

    /// A field that is searched by codes, and how many lists.
    private struct Choice {
        let codebook: Codebook
        let vector: [Float]
        let nprobe: Int
        var lists: [UInt32] = []

        var scan: FieldScan { .lists(ListProbes(codebookHash: codebook.hash, lists: lists)) }
    }

    public func scans(for asks: [ScanAsk]) -> [Result<[FieldScan], CallFailure>] {
        // By search and field; nil where it is searched exactly.
        var chosen = asks.map { ask -> Result<[Choice?], CallFailure> in
            do throws(CallFailure) {
                let snapshot = try store.state(number: ask.query.galleryNumber).checkedSnapshot()
                return .success(
                    ask.query.probes.map { choice(for: $0, snapshot, ask.tuning, allowedCount: ask.allowedCount) })
            } catch {
                return .failure(error)
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
            let lists = codebook.lists(
                nearestTo: choices.map(\.vector), counts: choices.map(\.nprobe), kernels: store.kernels)
            for (place, lists) in zip(group, lists) { fields[place.search][place.field]?.lists = lists }
        }
        for search in chosen.indices { chosen[search] = chosen[search].map { _ in fields[search] } }
    }

    /// How many lists are looked into; nil when the field is searched exactly.
    private func choice(
        for probe: FieldProbe, _ snapshot: GallerySnapshot, _ tuning: ScanTuning, allowedCount: UInt64?
    ) -> Choice? {
        let view = snapshot.view
        guard !tuning.isExact, view.layouts.indices.contains(probe.field),
            probe.vector.count == view.layouts[probe.field].dimension,
            let codebook = view.codebook(field: probe.field)
        else { return nil }
        let usual = Int(snapshot.index.index(field: probe.field)?.nprobe ?? 0)
        var nprobe = tuning.nprobe > 0 ? tuning.nprobe : max(1, usual)
        let itemCount = Double(view.liveCount(field: probe.field))
        if let allowedCount {
            let share = Double(allowedCount) / Double(max(view.liveCount, 1))
            // What few items are allowed lie in more lists than the best of all.
            if tuning.nprobe == 0 {
                nprobe = Int((Double(nprobe) * min(1 / max(share, 1e-9), Self.wideningMax)).rounded(.up))
            }
            // Bytes to read: of vectors and of codes.
            let exactCost = Double(allowedCount) * 2 * Double(codebook.dimension)
            let codeCost = itemCount * Double(nprobe) / Double(codebook.listCount) * Double(codebook.rowCount)
            if allowedCount <= UInt64(Limits.exactScanItemCountMax) || exactCost <= codeCost { return nil }
        }
        return Choice(codebook: codebook, vector: probe.vector, nprobe: min(nprobe, codebook.listCount))
    }
}
