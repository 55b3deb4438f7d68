internal import Ground
internal import Vocabulary

/// One call of `TextEncoder.encode`, while it waits. Touched under the queue's lock only.
final class EncodeCall: @unchecked Sendable {
    // Unchecked: see above; what `init` sets never changes.
    typealias Answer = Result<[Result<EncodedText, CallFailure>], CallFailure>

    let deadline: MonotonicTime
    let isCancelled: (@Sendable () -> Bool)?
    /// What is known so far; nil for a text that is still to be encoded.
    var slots: [Result<EncodedText, CallFailure>?]
    /// The texts that wait, as far as nobody took them; the shortest last.
    var units: [EncodeUnit] = []
    var missingCount = 0
    /// Bytes of the texts that this call brought: what the board counts as waiting.
    var byteCount = 0
    /// How it ended; nil while it waits.
    var answer: Answer?
    /// Gets the answer, outside the lock; nil until the caller waits.
    var resume: (@Sendable (Answer) -> Void)?

    init(slots: [Result<EncodedText, CallFailure>?], deadline: MonotonicTime, isCancelled: (@Sendable () -> Bool)?) {
        self.slots = slots
        self.deadline = deadline
        self.isCancelled = isCancelled
    }

    var isFinished: Bool { answer != nil }
}
