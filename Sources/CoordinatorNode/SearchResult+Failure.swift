internal import Vocabulary

extension SearchResult {
    /// Tells why there is no answer.
    init(_ failure: CallFailure) {
        self.init(status: UInt32(failure.status.rawValue), error: failure.detail)
    }
}
