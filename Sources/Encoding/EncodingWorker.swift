internal import Ground
internal import Vocabulary

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
