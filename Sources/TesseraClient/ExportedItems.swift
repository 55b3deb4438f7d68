internal import Calling
internal import Ground
internal import Wire

/// The items of a gallery in the order of their ids, read from the daemon as they are asked for.
///
/// What was not asked for waits at the daemon, but for 256 KiB.
public struct ExportedItems: AsyncSequence, Sendable {
    public typealias Element = StoredItem
    public typealias Failure = CallFailure

    let client: GuideClient
    let request: ExportItemsRequest
    let timeout: Duration?

    public func makeAsyncIterator() -> Iterator {
        Iterator(client: client, request: request, timeout: timeout)
    }

    public struct Iterator: AsyncIteratorProtocol {
        public typealias Element = StoredItem
        public typealias Failure = CallFailure

        private let client: GuideClient
        private var request: ExportItemsRequest
        private let deadline: MonotonicTime
        private var call: StreamingCall<ExportItemsRequest, GetItemsResponse>?
        private var page: [StoredItem] = []
        private var index = 0
        private var isOver = false
        private var repetition: Repetition

        init(client: GuideClient, request: ExportItemsRequest, timeout: Duration?) {
            self.client = client
            self.request = request
            deadline = GuideClient.deadline(timeout)
            repetition = Repetition(attemptCountMax: client.options.attemptCountMax)
        }

        /// The next item; nil after the last one. Cancelling the task ends the call.
        public mutating func next() async throws(CallFailure) -> StoredItem? {
            while true {
                while index < page.count {
                    defer { index += 1 }
                    // The last of a page may have been deleted since: it only says where to go on.
                    if page[index].version > 0 { return page[index] }
                }
                if isOver { return nil }
                do throws(CallFailure) {
                    try await turnPage()
                } catch {
                    call = nil
                    let left = MonotonicTime.now.microsecondsLeft(until: deadline)
                    guard let pause = repetition.pause(after: error, isIdempotent: true, leftMicroseconds: left) else {
                        isOver = true
                        throw error
                    }
                    try? await Task.sleep(nanoseconds: pause * 1_000)
                }
            }
        }

        private mutating func turnPage() async throws(CallFailure) {
            let call =
                self.call
                ?? client.client.openStream(
                    .exportItems, request, timeoutMicroseconds: GuideClient.timeout(until: deadline),
                    trace: client.trace)
            self.call = call
            page = []
            index = 0
            guard let response = try await call.next() else {
                isOver = true
                return
            }
            page = response.items
            if let last = page.last?.item?.id { request.afterId = last }
            repetition.succeed()
        }
    }
}
