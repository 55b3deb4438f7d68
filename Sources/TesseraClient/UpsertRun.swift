internal import Calling
internal import Ground
internal import Vocabulary
internal import Wire

/// One streamed upsert: batches on their way, and what became of those before.
struct UpsertRun {
    private let client: GuideClient
    private let gallery: String
    private let batchItemCountMax: Int
    private let deadline: MonotonicTime
    private let report: ((UpsertProgress) -> Void)?

    private var batch: [ItemWrite] = []
    private var batchByteCount = 0
    /// Batches that the daemon has not acknowledged, oldest first; the first `sentCount` went over `call`.
    private var pending: [UpsertItemsRequest] = []
    private var sentCount = 0
    private var call: StreamingCall<UpsertItemsRequest, WriteResponse>?
    private var progress = UpsertProgress()
    private var repetition: Repetition

    /// Bytes of a batch, about, from which on it goes whatever its number of items.
    private static let batchByteCountMax = 2 << 20
    /// Batches on their way while the next is filled.
    private static let pendingCountMax = 4

    init(
        client: GuideClient, gallery: String, batchItemCountMax: Int, timeout: Duration?,
        report: ((UpsertProgress) -> Void)?
    ) {
        self.client = client
        self.gallery = gallery
        self.batchItemCountMax = batchItemCountMax
        self.report = report
        deadline = GuideClient.deadline(timeout)
        repetition = Repetition(attemptCountMax: client.options.attemptCountMax)
    }

    mutating func add(_ item: ItemWrite) async throws(CallFailure) {
        batch.append(item)
        batchByteCount += Self.byteCount(item)
        guard batch.count >= batchItemCountMax || batchByteCount >= Self.batchByteCountMax else { return }
        flush()
        try await settle(pendingCountMax: Self.pendingCountMax)
    }

    /// Sends what is left and waits until all is written.
    mutating func finish() async throws(CallFailure) -> UpsertProgress {
        flush()
        if !pending.isEmpty { try await settle(pendingCountMax: 0) }
        call?.finish()
        return progress
    }

    private mutating func flush() {
        guard !batch.isEmpty else { return }
        pending.append(UpsertItemsRequest(gallery: gallery, items: batch))
        batch = []
        batchByteCount = 0
    }

    /// About the bytes that `item` takes in a batch.
    private static func byteCount(_ item: ItemWrite) -> Int {
        var count = 64 + item.vectors.reduce(0) { $0 + 4 * $1.values.count }
        if let item = item.item {
            count += item.id.utf8.count + item.url.utf8.count + item.description.utf8.count
            count += item.tags.reduce(0) { $0 + $1.utf8.count + 2 } + 64 * item.detections.count
            count += 64 * item.attributes.count + 32 * item.similarIds.count
        }
        return count
    }

    /// Sends what was not sent, and reads answers until so many are missing; begins anew when the daemon went away.
    private mutating func settle(pendingCountMax: Int) async throws(CallFailure) {
        while true {
            do throws(CallFailure) {
                return try await exchange(pendingCountMax: pendingCountMax)
            } catch {
                call = nil
                sentCount = 0
                let isIdempotent = pending.allSatisfy { $0.items.allSatisfy { $0.expectedVersion == nil } }
                let left = MonotonicTime.now.microsecondsLeft(until: deadline)
                guard
                    let pause = repetition.pause(after: error, isIdempotent: isIdempotent, leftMicroseconds: left)
                else { throw error }
                try? await Task.sleep(nanoseconds: pause * 1_000)
            }
        }
    }

    private mutating func exchange(pendingCountMax: Int) async throws(CallFailure) {
        let call =
            self.call
            ?? client.client.openStream(
                .upsertStream, timeoutMicroseconds: GuideClient.timeout(until: deadline), trace: client.trace)
        self.call = call
        while sentCount < pending.count {
            try await call.send(pending[sentCount])
            sentCount += 1
        }
        while sentCount > 0, let response = try call.nextArrived() { try acknowledge(response) }
        while pending.count > pendingCountMax {
            guard let response = try await call.next() else {
                throw CallFailure(.internal, "response_missing", "the server ended the stream before its last batch")
            }
            try acknowledge(response)
        }
    }

    private mutating func acknowledge(_ response: WriteResponse) throws(CallFailure) {
        let items = pending.removeFirst().items
        sentCount -= 1
        repetition.succeed()
        guard response.results.count == items.count else {
            throw CallFailure(
                .internal, "results_missing", "the server answered \(response.results.count) results for a batch",
                limit: Int64(items.count), value: Int64(response.results.count))
        }
        progress.rejections = []
        for (item, result) in zip(items, response.results) where result.status != 0 {
            let status = StatusCode(rawValue: UInt16(clamping: result.status)) ?? .unknown
            progress.rejections.append(
                UpsertRejection(
                    id: item.item?.id ?? "", failure: CallFailure(status, detail: result.error ?? ErrorDetail())))
        }
        progress.rejectedCount += progress.rejections.count
        progress.writtenCount += items.count - progress.rejections.count
        progress.encodedCount += response.encodedCount
        progress.truncatedCount += response.truncatedCount
        progress.sequence = response.sequence
        report?(progress)
    }
}
