public import Vocabulary

extension GalleryRules {
    /// Returns when there are as many searches as a batch may have, and they ask for as many hits.
    public static func check(_ request: SearchBatchRequest) throws(CallFailure) {
        let count = request.searches.count
        guard (1...Limits.searchBatchCountMax).contains(count) else {
            throw .invalid(
                "bad_count", "one batch has 1 to \(Limits.searchBatchCountMax) searches", at: "searches",
                limit: Limits.searchBatchCountMax, value: count)
        }
        let hitCount = request.searches.reduce(0) { $0 + Int($1.limit) }
        if hitCount > Limits.searchBatchHitCountMax {
            throw .tooMany(
                "hits of all searches", hitCount, limit: Limits.searchBatchHitCountMax, at: "searches")
        }
    }
}
