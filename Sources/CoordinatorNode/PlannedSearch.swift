internal import Gallery
internal import Routing
internal import Vocabulary

/// A search that is ready for the pipeline.
struct PlannedSearch: Sendable {
    let plan: SearchPlan
    let gallery: GalleryRecord
    let context: ShardContext
    /// What its time has gone into so far.
    var times = StageTimes()
}
