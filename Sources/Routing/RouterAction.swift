/// What a router wants done.
public enum RouterAction: Equatable, Sendable {
    /// Ask this replica, and tell how that ends.
    case send(AttemptId, ReplicaId)
    /// Nobody needs the answer of this attempt any more.
    case cancel(AttemptId)
    /// Ask this replica whether it is there; any answer is told by `heard`.
    case probe(ReplicaId)
    /// The call is over: this attempt's answer is its answer.
    case answered(CallId, AttemptId)
    /// The call is over: no replica could answer it.
    case failed(CallId)
}
