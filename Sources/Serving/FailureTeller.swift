internal import Ground
internal import Vocabulary

/// Tells of calls that failed unexpectedly, some a second at most.
struct FailureTeller {
    private let tell: @Sendable (FailedCall) -> Void
    private var second: UInt64 = 0
    private var toldCount = 0
    private var untoldCount: UInt64 = 0

    /// Told a second, at most: where all calls fail, the first ones say why.
    private static let toldCountMax = 10

    init(_ tell: @escaping @Sendable (FailedCall) -> Void) {
        self.tell = tell
    }

    /// The work of `call`, of method `name`, is over.
    mutating func finish(_ call: PendingCall, name: String) {
        guard let failure = call.failure, FailedCall.isUnexpected(failure.status) else { return }
        let now = MonotonicTime.now
        if second != now.nanoseconds / 1_000_000_000 {
            second = now.nanoseconds / 1_000_000_000
            toldCount = 0
        }
        guard toldCount < Self.toldCountMax else {
            untoldCount += 1
            return
        }
        toldCount += 1
        tell(
            FailedCall(
                method: name, peer: call.connection.peer.description, traceparent: call.context.traceparent,
                failure: failure, microseconds: now.microseconds(since: call.receivedAt), untoldCount: untoldCount))
        untoldCount = 0
    }
}
