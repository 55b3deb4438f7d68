internal import Ground
internal import Vocabulary

/// A call whose end is told to a closure, on the loop.
final class CompletedCall: OutgoingCall, @unchecked Sendable {
    private var completion: ((Result<Reply, CallFailure>) -> Void)?

    init(
        core: ClientCore, method: UInt16, frame: ByteBuffer, deadline: MonotonicTime,
        completion: @escaping @Sendable (Result<Reply, CallFailure>) -> Void
    ) {
        self.completion = completion
        super.init(core: core, method: method, frame: frame, deadline: deadline)
    }

    override func end(_ result: Result<Reply, CallFailure>) {
        let completion = completion
        self.completion = nil
        completion?(result)
    }
}
