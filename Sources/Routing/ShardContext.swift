public import Ground
public import Vocabulary

/// How long a shard may work for a call, and whether anyone still waits for it.
public struct ShardContext: Sendable {
    /// When the answer is of no more use.
    public let deadline: MonotonicTime
    /// The trace of who asks; nil for none.
    public let trace: TraceContext?
    private let cancellation: CancellationFlag?

    public init(
        deadline: MonotonicTime = .never, cancellation: CancellationFlag? = nil, trace: TraceContext? = nil
    ) {
        self.trace = trace
        self.deadline = deadline
        self.cancellation = cancellation
    }

    /// True once the caller has gone. Costs one load: ask between blocks.
    public var isCancelled: Bool { cancellation?.isSet ?? false }

    /// Returns while there is time and somebody waits.
    ///
    /// - Throws: `CANCELLED`, `DEADLINE_EXCEEDED`. Costs a look at the clock when there is a deadline, about 20 ns.
    public func check() throws(CallFailure) {
        if isCancelled { throw CallFailure(.cancelled, "cancelled", "the caller cancelled the call") }
        if deadline != .never, MonotonicTime.now >= deadline {
            throw CallFailure(.deadlineExceeded, "deadline_exceeded", "the call ran out of time")
        }
    }
}
