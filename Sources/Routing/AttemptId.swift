/// One asking of one replica, for a call.
public struct AttemptId: Hashable, Sendable {
    public let call: CallId
    /// The replica's number in its shard; each is asked once for a call.
    public let replica: Int
}
