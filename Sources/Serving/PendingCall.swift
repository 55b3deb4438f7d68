internal import Eventing
internal import Ground
internal import Session
internal import Synchronization
internal import Vocabulary

/// A call of the pool or async lane, from its request until its work is over; also its own cancellation flag.
@safe final class PendingCall: CancellationFlag, PoolJob, LoopTask, Expiring, @unchecked Sendable {
    // Unchecked: the loop's thread owns everything, but for `failure` and `reply` between hand-over and completion,
    // when the one worker that runs the call does; and for `workedNanoseconds`, which is atomic.
    let connection: any CallOwner
    let methodIndex: Int
    let endsAtDrain: Bool
    /// By which its connection knows it.
    let stream: UInt32
    let receivedAt: MonotonicTime
    let deadline: MonotonicTime
    let lane: Lane
    let body: ByteBuffer
    /// What stands before the message in `body`.
    let skippedByteCount: Int
    let metadata: CallMetadata?
    /// The whole reply: room for what stands before the message, then what the handler adds.
    let reply: ByteBuffer
    private let replyHeadByteCount: Int
    /// Of a streaming call: its messages.
    private(set) var messages: CallStream?
    /// Of a call that came over gRPC, until it is answered.
    var exchange: GRPCExchange?
    var failure: CallFailure?
    var isAnswered = false
    var heapIndex = -1
    /// What it was expected to take on the worker pool, and what it has taken.
    let estimateNanoseconds: Int
    let workedNanoseconds = Atomic<Int>(0)
    var state = State.waiting
    private let room: WaitingRoom
    private var task: Task<Void, Never>?

    /// How far it has come through the waiting room.
    enum State {
        case waiting, begun, over
    }

    init(
        connection: any CallOwner, room: WaitingRoom, methodIndex: Int, entry: MethodTable.Entry, stream: UInt32,
        receivedAt: MonotonicTime,
        deadline: MonotonicTime, body: ByteBuffer, skippedByteCount: Int, replyHeadByteCount: Int,
        metadata: CallMetadata?
    ) {
        self.connection = connection
        self.room = room
        self.methodIndex = methodIndex
        estimateNanoseconds = room.estimate(ofMethod: methodIndex, byteCount: body.count)
        unsafe lane = entry.lane
        endsAtDrain = entry.endsAtDrain
        self.stream = stream
        self.receivedAt = receivedAt
        self.deadline = deadline
        self.body = body
        self.skippedByteCount = skippedByteCount
        self.metadata = metadata
        self.replyHeadByteCount = replyHeadByteCount
        reply = Self.makeReply(replyHeadByteCount)
        super.init()
        if case .stream(let takesStream, _) = unsafe lane {
            messages = CallStream(call: self, takesStream: takesStream)
        }
    }

    /// A buffer with room for what stands before a message.
    func makeReply() -> ByteBuffer {
        Self.makeReply(replyHeadByteCount)
    }

    private static func makeReply(_ headByteCount: Int) -> ByteBuffer {
        let buffer = ByteBuffer(capacity: 256)
        _ = unsafe buffer.extend(byteCount: headByteCount)
        return buffer
    }

    var context: CallContext {
        CallContext(
            receivedAt: receivedAt, deadline: deadline, peer: connection.peer, loop: connection.loop,
            cancellation: self, metadata: metadata, call: self)
    }

    /// Hands the call to its lane.
    func start() {
        switch unsafe lane {
        case .inline: preconditionFailure("calls of the inline lane never wait")
        case .pool: connection.loop.stage(self)
        case .async(let handler):
            task = Task(executorPreference: connection.loop) { [self] in
                if !endsUnstarted() {
                    do throws(CallFailure) {
                        try await handler(body, skippedByteCount, context, reply)
                    } catch {
                        failure = error
                    }
                }
                connection.loop.post(self)
            }
        case .stream(_, let handler):
            let stream = messages!
            task = Task(executorPreference: connection.loop) { [self] in
                do throws(CallFailure) {
                    try await handler(body, skippedByteCount, stream, context)
                } catch {
                    failure = error
                }
                connection.loop.post(self)
            }
        }
    }

    /// Stops what can be stopped. The work goes on until it asks `isSet`, or its stream.
    func cancel(_ failure: CallFailure = Status.cancelled) {
        set()
        task?.cancel()
        messages?.fail(failure)
    }

    /// Takes note that the pool has worked for it since `start`.
    func charge(since start: MonotonicTime) {
        charge(nanoseconds: Int(clamping: MonotonicTime.now.nanoseconds - start.nanoseconds))
    }

    func charge(nanoseconds: Int) {
        room.charge(workedNanoseconds: nanoseconds, to: self)
    }

    /// Takes note that it waited for other nodes.
    func charge(waitedNanoseconds: Int) {
        room.charge(waitedNanoseconds, to: self)
    }

    /// Takes note that it waits for something else than the pool, until `stepIn`.
    func stepOut() { room.stepOut(self) }

    func stepIn() { room.stepIn(self) }

    func runOnPool() {
        let start = MonotonicTime.now
        defer { connection.loop.post(self) }
        if !endsUnstarted(), case .pool(let handler) = unsafe lane {
            do throws(CallFailure) {
                try unsafe handler(
                    UnsafeRawBufferPointer(rebasing: body.bytes[skippedByteCount...]), context, reply)
            } catch {
                failure = error
            }
            charge(since: start)
        }
    }

    /// True when the call is not worth starting: cancelled, or its time ran out while it waited.
    private func endsUnstarted() -> Bool {
        if isSet {
            failure = Status.cancelled
        } else if deadline < .never, deadline <= .now {
            failure = Status.deadlinePassed
        } else {
            return false
        }
        return true
    }

    func runOnLoop() {
        connection.finish(self)
    }

    func expire() {
        connection.expire(self)
    }
}
