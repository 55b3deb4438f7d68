internal import Calling
internal import Gallery
internal import Ground
internal import Vocabulary
internal import Wire

/// One run of an import: reads batches, keeps several in flight, and leaves a resume point behind whatever happens.
struct ImportRun: ~Copyable {
    /// How an import ended.
    struct Report: Sendable {
        var operation: Operation
        var point: ImportResumePoint
        /// Rows after which the daemon would go on, were this run's import not finished.
        var resumeRow: Int
        var countsAllDuplicates: Bool
        /// Rows done by this run.
        var rowCount: Int
        var encodedCount: UInt64
        var truncatedCount: UInt64
        var microseconds: UInt64
        var wasInterrupted: Bool
    }

    private enum Outcome: Sendable {
        case written(number: Int, resumeRow: Int, WriteResponse)
        case failed(CallFailure)
    }

    let caller: Caller
    let gallery: String
    let operation: Operation
    let inFlightCountMax: Int
    let retrySeconds: Double

    private var batches: BatchReader
    private var progress: ImportProgress
    private var rejects: RejectsFile
    private var display: ProgressDisplay
    private var encodedCount: UInt64 = 0
    private var truncatedCount: UInt64 = 0
    /// The furthest row of a resume point that the daemon acknowledged.
    private var resumeRow: Int

    init(
        caller: Caller, gallery: String, operation: Operation, inFlightCountMax: Int, retrySeconds: Double,
        batches: BatchReader, start: ImportResumePoint, rejects: consuming RejectsFile
    ) {
        self.caller = caller
        self.gallery = gallery
        self.operation = operation
        self.inFlightCountMax = inFlightCountMax
        self.retrySeconds = retrySeconds
        self.batches = batches
        self.rejects = rejects
        progress = ImportProgress(from: start)
        resumeRow = start.position.row
        display = ProgressDisplay(
            startRow: start.position.row, startByteOffset: start.position.byteOffset,
            byteCount: batches.reader.byteCount)
    }

    /// Imports until the end, the first error or Ctrl-C.
    mutating func run() async throws -> Report {
        let startRow = progress.resumePoint.position.row
        let start = MonotonicTime.now
        do {
            try await writeBatches()
        } catch {
            display.clear()
            throw error
        }
        display.clear()
        var ended = operation
        if !Interrupt.isAsked {
            let point = progress.resumePoint
            ended = try await caller.call(
                .finishImport,
                FinishImportRequest(
                    operation: operation.id, doneCount: UInt64(point.position.row),
                    rejectedCount: UInt64(point.rejectedCount)))
        }
        return Report(
            operation: ended, point: progress.resumePoint, resumeRow: resumeRow,
            countsAllDuplicates: batches.countsAllDuplicates,
            rowCount: progress.resumePoint.position.row - startRow, encodedCount: encodedCount,
            truncatedCount: truncatedCount, microseconds: MonotonicTime.now.microseconds(since: start),
            wasInterrupted: Interrupt.isAsked)
    }

    private mutating func writeBatches() async throws {
        var inFlight: [Int: ImportBatch] = [:]
        var held: ImportBatch?
        var atEnd = false
        var failure: (any Error)?
        // A group of tasks per batch; those in flight are always waited for, so that the resume point counts them.
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            while true {
                while failure == nil, !atEnd, inFlight.count < inFlightCountMax, !Interrupt.isAsked {
                    if held == nil {
                        do {
                            held = try batches.next()
                        } catch {
                            failure = error
                            break
                        }
                    }
                    guard let batch = held else {
                        atEnd = true
                        break
                    }
                    guard progress.maySend(batch) else { break }
                    held = nil
                    let request = request(batch)
                    let number = progress.begin(batch)
                    guard !batch.writes.isEmpty else {
                        try rejects.append(progress.acknowledge(number))
                        continue
                    }
                    inFlight[number] = batch
                    let (caller, retrySeconds) = (caller, retrySeconds)
                    group.addTask {
                        await Self.send(request, number: number, by: caller, retrySeconds: retrySeconds)
                    }
                }
                guard let outcome = try await group.next() else { break }
                switch outcome {
                case .failed(let error): failure = failure ?? error
                case .written(let number, let row, let response):
                    guard let batch = inFlight.removeValue(forKey: number) else { continue }
                    resumeRow = max(resumeRow, row)
                    do {
                        try acknowledge(number, batch, response)
                    } catch {
                        failure = failure ?? error
                    }
                }
            }
        }
        if let failure { throw failure }
    }

    private func request(_ batch: ImportBatch) -> UpsertItemsRequest {
        let point = progress.resumePoint
        return UpsertItemsRequest(
            gallery: gallery, items: batch.writes, operation: operation.id, resumePoint: point.bytes,
            rowsDone: UInt64(point.position.row), rowsRejected: UInt64(point.rejectedCount))
    }

    private mutating func acknowledge(_ number: Int, _ batch: ImportBatch, _ response: WriteResponse) throws {
        guard response.results.count == batch.writes.count else {
            throw ToolError(
                description: "the daemon answered \(response.results.count) results for \(batch.writes.count) items")
        }
        var rejected: [RejectedRow] = []
        for (place, result) in response.results.enumerated() where result.status != 0 {
            let status = StatusCode(rawValue: UInt16(clamping: result.status)) ?? .unknown
            let failure = CallFailure(status, detail: result.error ?? ErrorDetail())
            // The row is not to blame for these; it shall be tried again and not be counted as bad.
            switch status {
            case .unavailable, .resourceExhausted, .internal, .deadlineExceeded, .cancelled, .dataLoss, .unknown:
                throw failure
            default: break
            }
            let origin = batch.origins[place]
            rejected.append(
                RejectedRow(
                    line: origin.line, row: origin.row, column: Self.column(failure.field), columnNumber: 0,
                    reason: failure.message.isEmpty ? failure.description : failure.message,
                    rawText: batches.reader.rawText(of: origin.byteRange)))
        }
        encodedCount += response.encodedCount
        truncatedCount += response.truncatedCount
        try rejects.append(progress.acknowledge(number, rejected: rejected))
        display.show(progress.resumePoint)
    }

    /// What of `items[3].item.tags[0]` names a column: `tags[0]`.
    static func column(_ field: String) -> String {
        guard field.hasPrefix("items["), let end = field.firstIndex(of: "]") else { return field }
        var rest = field[field.index(after: end)...]
        for part in [".item", "."] where rest.hasPrefix(part) { rest = rest.dropFirst(part.count) }
        return String(rest)
    }

    /// Why a part of a batch is to be sent again with the rest: its shard is away. Writing the rest twice does no harm.
    private static func outage(_ response: WriteResponse) -> CallFailure? {
        let away = response.results.first { $0.status == UInt32(StatusCode.unavailable.rawValue) }
        return away.map { CallFailure(.unavailable, detail: $0.error ?? ErrorDetail()) }
    }

    /// Writes one batch, again and again while the daemon or a shard is away or busy, for at most `retrySeconds`.
    private static func send(
        _ request: UpsertItemsRequest, number: Int, by caller: Caller, retrySeconds: Double
    ) async -> Outcome {
        do throws(CallFailure) {
            let response: WriteResponse = try await caller.call(
                .upsertItems, request, retrySeconds: retrySeconds, fault: Self.outage)
            return .written(number: number, resumeRow: Int(request.rowsDone), response)
        } catch {
            return .failed(error)
        }
    }
}
