internal import Ground
internal import Vocabulary

/// A training that waits or runs.
final class TrainingJob: Sendable {
    /// Id of its operation.
    let operation: String
    /// Number of its gallery.
    let gallery: UInt32
    let request: TrainRequest
    /// What another shard has trained; nil for a training.
    let adoption: Adoption?
    /// Set when nobody wants its result any more: cancelled, its gallery dropped, the store being closed.
    let cancellation = CancellationFlag()

    init(operation: String, gallery: UInt32, request: TrainRequest, adoption: Adoption? = nil) {
        self.adoption = adoption
        self.operation = operation
        self.gallery = gallery
        self.request = request
    }

    /// Returns while its result is wanted.
    func check() throws(CallFailure) {
        if cancellation.isSet { throw Self.interrupted }
    }

    /// What is told of a training that the end of its store or process cut short.
    static let interrupted = CallFailure(
        .unavailable, "interrupted", "the node was stopped during the training; start it again")
}
