internal import Calling
internal import Ground
internal import Wire

/// An operation as it stands, then again whenever it has changed, until it is over; the last one says how it ended.
///
/// Goes on when the daemon goes away and comes back.
public struct OperationChanges: AsyncSequence, Sendable {
    public typealias Element = Operation
    public typealias Failure = CallFailure

    let client: GuideClient
    let request: FollowOperationRequest
    let timeout: Duration?

    public func makeAsyncIterator() -> Iterator {
        Iterator(client: client, request: request, timeout: timeout)
    }

    public struct Iterator: AsyncIteratorProtocol {
        public typealias Element = Operation
        public typealias Failure = CallFailure

        private let client: GuideClient
        private let request: FollowOperationRequest
        private let deadline: MonotonicTime
        private var call: StreamingCall<FollowOperationRequest, Operation>?
        private var last: Operation?
        private var repetition: Repetition

        init(client: GuideClient, request: FollowOperationRequest, timeout: Duration?) {
            self.client = client
            self.request = request
            deadline = GuideClient.deadline(timeout)
            repetition = Repetition(attemptCountMax: client.options.attemptCountMax)
        }

        /// The operation at its next change; nil once it is over. Cancelling the task ends the call, not the operation.
        public mutating func next() async throws(CallFailure) -> Operation? {
            while last == nil || last?.state == .running {
                do throws(CallFailure) {
                    if let change = try await change() { return change }
                    if call == nil { return nil }
                } catch {
                    call = nil
                    let left = MonotonicTime.now.microsecondsLeft(until: deadline)
                    guard let pause = repetition.pause(after: error, isIdempotent: true, leftMicroseconds: left) else {
                        throw error
                    }
                    try? await Task.sleep(nanoseconds: pause * 1_000)
                }
            }
            return nil
        }

        /// The next change; nil when what came was known, and without a call when nothing more comes.
        private mutating func change() async throws(CallFailure) -> Operation? {
            let call =
                self.call
                ?? client.client.openStream(
                    .followOperation, request, timeoutMicroseconds: GuideClient.timeout(until: deadline),
                    trace: client.trace)
            self.call = call
            guard let operation = try await call.next() else {
                self.call = nil
                return nil
            }
            repetition.succeed()
            // After a lost connection the first one may be what was told before it.
            if let last, operation.revision <= last.revision { return nil }
            last = operation
            return operation
        }
    }
}
