internal import Ground
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

/// What encodes on one thread.
protocol EncodingWorker: AnyObject, Sendable {
    /// Encodes `texts` and calls `deliver` once for each of them, with its place, as soon as its vector is known.
    ///
    /// - Parameter deadline: when nobody waits any longer.
    func encode(
        _ texts: [String], deadline: MonotonicTime, deliver: (Int, Result<EncodedText, CallFailure>) -> Void)

    /// Ends the encoding under way, and every later one until `reset()`. Any thread may call it.
    func stop()
    func reset()
}

/// How many texts a worker takes at a time.
struct BatchLimits: Equatable, Sendable {
    var textCountMax: Int
    /// The batch ends with the text that passes it.
    var byteCountMax: Int
    /// Whether texts of different calls may share a batch, and a text that two calls wait for is encoded once. Not so
    /// where one bad text fails its whole batch.
    var isMixingCalls: Bool
}
