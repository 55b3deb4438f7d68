internal import Indexing
internal import Quantization
public import Routing
public import Vocabulary

extension LocalShard: ProbePlanner {
    public func scans(
        for query: ShardQuery, tuning: ScanTuning, allowedCount: UInt64?
    ) throws(CallFailure) -> [FieldScan] {
        try scans(for: [ScanAsk(query, tuning: tuning, allowedCount: allowedCount)])[0].get()
    }

    public func scans(for asks: [ScanAsk]) -> [Result<[FieldScan], CallFailure>] {
        ListPlanner(kernels: store.kernels).scans(
            for: asks.map { ask in
                do throws(CallFailure) {
                    return (ask, .success(try store.state(number: ask.query.galleryNumber).checkedSnapshot()))
                } catch {
                    return (ask, .failure(error))
                }
            })
    }

    public func widened(
        _ scans: [FieldScan], for query: ShardQuery, tuning: ScanTuning, after progress: ScanProgress
    ) throws(CallFailure) -> [FieldScan]? {
        let snapshot = try store.state(number: query.galleryNumber).checkedSnapshot()
        return ListPlanner(kernels: store.kernels).widened(
            scans, for: query, in: snapshot, tuning: tuning, after: progress)
    }
}

extension GallerySnapshot: PlannedGallery {
    var fieldCount: Int { view.layouts.count }
    var liveCount: Int { view.liveCount }
    func dimension(field: Int) -> Int { view.layouts[field].dimension }
    func codebook(field: Int) -> Codebook? { view.codebook(field: field) }
    func fieldIndex(field: Int) -> FieldIndex? { index.index(field: field) }
    func liveCount(field: Int) -> Int { view.liveCount(field: field) }
}
