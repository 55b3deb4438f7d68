internal import Vocabulary

/// What makes vectors of texts, and hands out workers for the encode threads.
protocol EncodingEngine: Sendable {
    var fingerprint: String { get }
    var dimension: Int { get }
    /// 0 when it is not known.
    var tokenLimit: Int { get }
    /// What one batch holds at most.
    var batchLimits: BatchLimits { get }

    /// A worker for one thread.
    func makeWorker() throws(CallFailure) -> any EncodingWorker
}
