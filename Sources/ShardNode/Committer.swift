internal import Ground
internal import Storage
internal import Vocabulary

/// The one thread that changes the store. It takes whatever waits, makes it durable with one synced write, shows it to
/// the next search, and only then tells the callers.
final class Committer: @unchecked Sendable {
    // Unchecked: `commitNumber` and `doubtfulCommit` belong to the committer's thread; `thread` is written before and
    // after it runs.
    private enum Job: Sendable {
        case write(StagedRequest)
        case administer(Administration)
        case run(@Sendable () -> Void)
    }

    private let database: Database
    private let book: OperationBook
    private let directory: Guarded<GalleryDirectory>
    /// Reads everything from disk again, after a write of which it is not known whether it reached the disk did.
    private let reload: @Sendable () throws(CallFailure) -> Void
    /// Makes a gallery's segment anew, without the rows of deleted items.
    private let renew: @Sendable (UInt32) -> Void
    private let queue = GuardedQueue<Job>()
    private let waitingByteCount = Guarded(0)
    private var commitNumber: UInt64
    /// The number of a group whose write failed, until it is known whether it reached the disk.
    private var doubtfulCommit: UInt64?
    private var thread: NamedThread?

    /// - Parameter commitNumber: that of the latest group on disk.
    init(
        database: Database, directory: Guarded<GalleryDirectory>, book: OperationBook, commitNumber: UInt64,
        reload: @escaping @Sendable () throws(CallFailure) -> Void, renew: @escaping @Sendable (UInt32) -> Void
    ) {
        self.database = database
        self.directory = directory
        self.book = book
        self.commitNumber = commitNumber
        self.reload = reload
        self.renew = renew
    }

    func start() {
        thread = NamedThread(name: "committer") { [self] in run() }
    }

    /// Refuses new changes, makes those that wait durable, and ends the thread.
    func stop() {
        queue.close()
        thread?.join()
        thread = nil
    }

    /// Hands `request` to the committer; its completion runs on the committer's thread, or here when it is refused.
    func submit(_ request: StagedRequest) {
        let isTooMuch = waitingByteCount.withLock { waiting in
            if waiting + request.byteCount > Limits.commitQueueByteCountMax, waiting > 0 { return true }
            waiting += request.byteCount
            return false
        }
        if isTooMuch {
            request.completion(
                .failure(
                    CallFailure(
                        .resourceExhausted, "write_queue_full", "too many writes wait to reach the disk",
                        limit: Int64(Limits.commitQueueByteCountMax), retryAfterMicroseconds: 100_000)))
        } else if !queue.append(.write(request)) {
            request.completion(.failure(Self.stopped))
        }
    }

    /// Makes `administration`'s change and waits until it is durable. Not for the committer's own thread.
    func perform<Value: Sendable>(
        mayUseReserve: Bool = false,
        _ lay: @escaping @Sendable (inout WriteBatch) throws(CallFailure) -> @Sendable () -> Value
    ) throws(CallFailure) -> Value {
        let handover = Handover<Result<Value, CallFailure>>()
        let made = Guarded<Value?>(nil)
        let administration = Administration(
            lay: { (batch: inout WriteBatch) throws(CallFailure) in
                let show = try lay(&batch)
                return {
                    let value = show()
                    made.withLock { $0 = value }
                }
            },
            mayUseReserve: mayUseReserve,
            completion: { failure in
                if let failure { return handover.give(.failure(failure)) }
                handover.give(.success(made.withLock { $0! }))
            })
        guard queue.append(.administer(administration)) else { throw Self.stopped }
        return try handover.wait().get()
    }

    /// Has `body` run between two groups, without waiting for it, whatever state the disk is in; not at all when the
    /// store is being closed.
    func post(_ body: @escaping @Sendable () -> Void) {
        queue.append(.run(body))
    }

    private static let stopped = CallFailure(.unavailable, "store_stopped", "the store is being closed")

    private func run() {
        while let jobs = queue.take(countMax: 1_024) {
            var requests: [StagedRequest] = []
            var itemCount = 0
            var byteCount = 0
            for job in jobs {
                switch job {
                case .write(let request):
                    requests.append(request)
                    itemCount += request.changes.count
                    byteCount += request.byteCount
                    guard itemCount >= Limits.commitItemCountMax || byteCount >= Limits.commitByteCountMax else {
                        continue
                    }
                    commit(requests)
                case .administer(let administration):
                    commit(requests)
                    perform(administration)
                case .run(let body):
                    body()
                    continue
                }
                requests = []
                itemCount = 0
                byteCount = 0
            }
            commit(requests)
        }
    }

    private func commit(_ requests: [StagedRequest]) {
        guard !requests.isEmpty else { return }
        defer {
            let byteCount = requests.reduce(0) { $0 + $1.byteCount }
            waitingByteCount.withLock { $0 -= byteCount }
        }
        do throws(CallFailure) {
            try recoverIfNeeded()
            var group = try storing { () throws(StorageError) in
                try CommitGroup(
                    requests, directory: directory.withLock { $0 }, database: database, book: book)
            }
            if !group.isEmpty {
                group.mark(commitNumber + 1)
                try write(group.batch, mayUseReserve: group.onlyDeletes)
                group.apply()
                book.update(Array(group.operations.values))
            }
            for (request, result) in group.outcomes { request.completion(result) }
        } catch {
            for request in requests { request.completion(.failure(error)) }
        }
        for gallery in Set(requests.map(\.gallery)) { renew(gallery) }
    }

    private func perform(_ administration: Administration) {
        do throws(CallFailure) {
            try recoverIfNeeded()
            var batch = WriteBatch()
            let show = try administration.lay(&batch)
            if batch.count > 0 {
                SealedRecord.put(&batch, .meta, StoreKey.commit, number: commitNumber + 1)
                try write(batch, mayUseReserve: administration.mayUseReserve)
            }
            show()
            administration.completion(nil)
        } catch {
            administration.completion(error)
        }
    }

    /// Makes the group `commitNumber + 1` durable.
    private func write(_ batch: borrowing WriteBatch, mayUseReserve: Bool) throws(CallFailure) {
        do throws(StorageError) {
            try database.write(batch, mayUseReserve: mayUseReserve)
            commitNumber += 1
        } catch {
            // Refused before anything was written when the store still takes writes.
            if database.writeFault != nil { doubtfulCommit = commitNumber + 1 }
            throw error.callFailure
        }
    }

    /// Opens the store again after a failed write, and learns whether that write reached the disk after all.
    private func recoverIfNeeded() throws(CallFailure) {
        guard database.writeFault != nil || doubtfulCommit != nil else { return }
        try storing { () throws(StorageError) in try database.recover() }
        guard let doubtful = doubtfulCommit else { return }
        let bytes = try storing { () throws(StorageError) in try database.get(.meta, StoreKey.commit) }
        let onDisk = unsafe bytes?.withUnsafeBytes { unsafe SealedRecord.number($0, .meta, StoreKey.commit) } ?? 0
        if onDisk >= doubtful {
            // Its callers were told that the outcome is not known; now it is, and everybody sees it.
            try reload()
            commitNumber = onDisk
        }
        doubtfulCommit = nil
    }
}
