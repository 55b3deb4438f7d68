internal import Gallery
internal import Routing
internal import Serving
internal import Vocabulary

/// A search whose texts are encoded and that waits for a worker.
struct WaitingSearch: Sendable {
    var draft: SearchDraft
    let gallery: GalleryRecord
    let context: ShardContext
    /// Whose work it is.
    let call: CallContext
    /// One report per text that was encoded for it.
    let texts: [TextReport]
    /// What its time has gone into so far.
    var times: StageTimes
    /// Runs since then.
    var clock: Stopwatch
    /// Takes the answer, on a worker.
    let completion: @Sendable (Result<SearchResponse, CallFailure>) -> Void
}
