public import Vocabulary

/// One search's round on one shard, to be answered together with those of others.
public struct CandidateAsk {
    public let search: any ShardSearch
    public let request: CandidateRequest
    public let context: ShardContext

    public init(_ search: any ShardSearch, _ request: CandidateRequest, in context: ShardContext) {
        self.search = search
        self.request = request
        self.context = context
    }

    /// What the search answers alone.
    public func answer() -> Result<CandidateAnswer, CallFailure> {
        do throws(CallFailure) {
            return .success(try search.candidates(request, in: context))
        } catch {
            return .failure(error)
        }
    }
}
