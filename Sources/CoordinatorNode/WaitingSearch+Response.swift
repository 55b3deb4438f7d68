internal import Gallery
internal import Vocabulary

extension WaitingSearch {
    /// The reply that tells what was found.
    ///
    /// - Parameter slowLog: for which slow searches are explained, too.
    func response(_ found: FoundHits, _ plan: SearchPlan, _ slowLog: SlowLog?) -> SearchResponse {
        var response = SearchResponse(
            hits: found.hits, coverage: found.outcome.coverage, sequence: found.outcome.sequence,
            shortReason: found.outcome.shortReason, texts: texts, codebookHashes: found.codebookHashes)
        if plan.explains || slowLog?.isSlow(call) == true {
            response.explanation = found.outcome.explanation(of: plan, scans: found.scans)
            response.explanation?.times = found.times
        }
        return response
    }
}
