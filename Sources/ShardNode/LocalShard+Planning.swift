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
        let snapshot = try store.state(number: query.galleryNumber).checkedSnapshot()
        return query.probes.map { scan(for: $0, snapshot, tuning, allowedCount: allowedCount) }
    }

    private func scan(
        for probe: FieldProbe, _ snapshot: GallerySnapshot, _ tuning: ScanTuning, allowedCount: UInt64?
    ) -> FieldScan {
        let view = snapshot.view
        guard !tuning.isExact, view.layouts.indices.contains(probe.field),
            probe.vector.count == view.layouts[probe.field].dimension,
            let codebook = view.codebook(field: probe.field)
        else { return .exact }
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
            if allowedCount <= UInt64(Limits.exactScanItemCountMax) || exactCost <= codeCost { return .exact }
        }
        let lists = codebook.lists(
            nearestTo: probe.vector, count: min(nprobe, codebook.listCount), kernels: store.kernels)
        return .lists(ListProbes(codebookHash: codebook.hash, lists: lists))
    }
}
