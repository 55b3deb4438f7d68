public import Vocabulary

/// What a shard answers to searches, be it in this process or behind a connection.
///
/// Calls block the thread they are made on: call from a worker thread.
public protocol ShardPort: Sendable {
    /// Number of the shard, from 0.
    var shard: UInt32 { get }

    /// A search over one immutable view of this shard's part of the gallery, filter compiled.
    ///
    /// - Throws: `NOT_FOUND` when there is no such gallery, `UNAVAILABLE` when the view is older than the query's
    ///   `minSequence`, and what `context` throws.
    func beginSearch(_ query: ShardQuery, in context: ShardContext) throws(CallFailure) -> any ShardSearch

    /// The vectors of the item with this id as they are kept, by field of the gallery's declaration, nil for a field
    /// that it lacks; nil when the shard has no such item.
    func vectors(
        ofItem id: String, inGallery galleryNumber: UInt32, in context: ShardContext
    ) throws(CallFailure) -> [[Float]?]?

    /// The candidates of several searches of this shard, in their order, each as the search answers alone.
    ///
    /// A shard may share work among them; what one of them throws concerns no other.
    func candidates(_ asks: [CandidateAsk]) -> [Result<CandidateAnswer, CallFailure>]
}

extension ShardPort {
    /// One after the other.
    public func candidates(_ asks: [CandidateAsk]) -> [Result<CandidateAnswer, CallFailure>] {
        asks.map { $0.answer() }
    }
}
