internal import Gallery
internal import Routing
internal import Vocabulary

/// A search whose shards have fixed their views, and whose scans are still to be chosen.
struct CourseStart {
    var planned: PlannedSearch
    let query: ShardQuery
    /// By shard.
    let searches: [any ShardSearch]
    var clock: Stopwatch

    /// Each shard fixes the view it will answer from, and makes a bitmap of the filter.
    init(_ planned: PlannedSearch, _ shards: [any ShardPort]) throws(CallFailure) {
        var clock = Stopwatch()
        let query = planned.plan.shardQuery(galleryNumber: planned.gallery.number)
        var searches: [any ShardSearch] = []
        for shard in shards { searches.append(try shard.beginSearch(query, in: planned.context)) }
        self.planned = planned
        self.query = query
        self.searches = searches
        self.planned.times.filter += clock.lap()
        self.clock = clock
    }

    /// Asks for scans, from counts of the whole gallery.
    var ask: ScanAsk {
        ScanAsk(
            query, tuning: planned.plan.tuning,
            allowedCount: planned.plan.isRestricted ? searches.reduce(0) { $0 + $1.allowedCount } : nil)
    }
}
