public import Eventing
public import Ground
public import Vocabulary

/// What a handler knows of its call beside the request.
public struct CallContext: Sendable {
    /// When the request's frame was read.
    public let receivedAt: MonotonicTime
    /// When an answer is of no use any more; `.never` when the caller named no timeout.
    public let deadline: MonotonicTime
    public let peer: Peer
    /// The loop of the connection, and by it the worker pool.
    public let loop: EventLoop
    /// Set when the caller cancelled, its connection is gone, or the deadline has passed. Nil for a method on the
    /// inline lane, which is over before any of that can be known.
    public let cancellation: CancellationFlag?
    /// What the caller sent beside the request; nil when it sent nothing.
    public let metadata: CallMetadata?
    /// Nil on the inline lane.
    let call: PendingCall?

    /// W3C's `traceparent` of the caller; empty when there is none, or none that is well-formed.
    public var traceparent: String {
        guard let value = metadata?[TraceContext.headerName], TraceContext(value) != nil else { return "" }
        return String(decoding: value, as: UTF8.self)
    }

    /// The caller's trace, to be passed on to those that are asked for this call; nil when there is none. Allocates
    /// nothing.
    public var trace: TraceContext? {
        guard let value = metadata?[TraceContext.headerName] else { return nil }
        return TraceContext(value)
    }

    /// True when the work is for nothing. Cheap enough to ask between two blocks of a scan, from any thread.
    public var isCancelled: Bool { cancellation?.isSet ?? false }

    /// The result of `body`, run on the worker pool; for handlers of the async lane.
    public func onPool<Result: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        try await loop.runOnPool { [call] () throws(Failure) in
            let start = MonotonicTime.now
            defer { call?.charge(since: start) }
            return try body()
        }
    }

    /// Runs `body` on the worker pool, and does not wait for it.
    public func startOnPool(_ body: @escaping @Sendable () -> Void) {
        loop.pool!.submit { [call] in
            let start = MonotonicTime.now
            body()
            call?.charge(since: start)
        }
    }

    /// Hands `job` to the worker pool together with the other jobs of the loop's turn, and does not wait for it.
    public func startOnPool(_ job: any PoolJob) {
        loop.stage(job)
    }

    /// Takes note that the pool has worked for this call: jobs of `startOnPool` that answer several calls tell it,
    /// before they do. What calls are expected to take follows from it, and thereby which are let in.
    public func charge(nanoseconds: Int) {
        call?.charge(nanoseconds: nanoseconds)
    }

    /// Takes note that other nodes have been asked for this call, for so long; before its work is over.
    public func charge(waitedNanoseconds: Int) {
        call?.charge(waitedNanoseconds: waitedNanoseconds)
    }

    /// The result of `body`, which waits for something else than the worker pool: others are begun meanwhile. On the
    /// loop, and while nothing works for the call.
    public func aside<Result: Sendable, Failure: Error>(
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        precondition(loop.isOnLoop, "a call stepped aside off its loop")
        guard let call else { return try await body() }
        call.stepOut()
        defer { call.stepIn() }
        return try await body()
    }

    /// Threads of the worker pool.
    public var workerCount: Int { loop.pool!.threadCount }
}
