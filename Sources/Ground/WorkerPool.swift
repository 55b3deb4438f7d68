import Glibc

/// A fixed number of threads that run jobs, oldest first.
///
/// Made for what computes or blocks: such work must stand neither on an event loop nor on Swift's own pool. Jobs are
/// handed over in batches, and a thread takes several small ones per lock.
public final class WorkerPool: @unchecked Sendable {
    // Unchecked: everything mutable is touched under `mutex` only, `threads` by `init` and the one `stop`.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let filled: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [any PoolJob] = []
    /// Jobs of `waiting` before this index were taken already.
    private var takenCount = 0
    private var idleThreadCount = 0
    private var isClosed = false
    private var threads: [NamedThread] = []
    public let threadCount: Int

    /// Jobs one thread takes per lock, at most.
    private static let batchCountMax = 32

    /// - Parameter threadCount: at least 1.
    public init(name: String, threadCount: Int) {
        precondition(threadCount > 0, "a pool of \(threadCount) threads does no work")
        self.threadCount = threadCount
        mutex = .allocate(capacity: 1)
        filled = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(filled, nil)
        for number in 0..<threadCount {
            threads.append(NamedThread(name: "\(name)-\(number)") { [self] in work() })
        }
    }

    deinit {
        precondition(threads.isEmpty, "a worker pool was dropped before stop()")
        pthread_cond_destroy(filled)
        pthread_mutex_destroy(mutex)
        filled.deallocate()
        mutex.deallocate()
    }

    /// Jobs that no thread has taken yet.
    public var waitingCount: Int {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return waiting.count - takenCount
    }

    /// Hands over `jobs` and empties it, keeping its memory for the next batch.
    public func submit(_ jobs: inout [any PoolJob]) {
        guard !jobs.isEmpty else { return }
        pthread_mutex_lock(mutex)
        precondition(!isClosed, "a job was handed to a stopped pool")
        waiting.append(contentsOf: jobs)
        let wakeCount = min(jobs.count, idleThreadCount)
        for _ in 0..<wakeCount { pthread_cond_signal(filled) }
        pthread_mutex_unlock(mutex)
        jobs.removeAll(keepingCapacity: true)
    }

    /// Hands over one job.
    public func submit(_ job: any PoolJob) {
        var jobs = [job]
        submit(&jobs)
    }

    /// Hands over one closure.
    public func submit(_ body: @escaping @Sendable () -> Void) {
        submit(ClosureJob(body))
    }

    /// Finishes what waits, then ends and joins the threads. Call once, from none of them.
    public func stop() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(filled)
        pthread_mutex_unlock(mutex)
        for thread in threads { thread.join() }
        threads = []
    }

    private func work() {
        var batch: [any PoolJob] = []
        batch.reserveCapacity(Self.batchCountMax)
        while takeBatch(into: &batch) {
            for job in batch { job.runOnPool() }
            batch.removeAll(keepingCapacity: true)
        }
    }

    /// Moves this thread's fair share of the waiting jobs to `batch`, waiting for the first; false once stopped.
    private func takeBatch(into batch: inout [any PoolJob]) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while takenCount == waiting.count {
            if isClosed { return false }
            idleThreadCount += 1
            pthread_cond_wait(filled, mutex)
            idleThreadCount -= 1
        }
        let share = (waiting.count - takenCount) / threadCount
        let count = min(max(share, 1), Self.batchCountMax)
        batch.append(contentsOf: waiting[takenCount..<takenCount + count])
        takenCount += count
        dropTaken()
        return true
    }

    /// Frees the front of the queue once half of it was taken, so that taking costs constant time.
    private func dropTaken() {
        if takenCount == waiting.count {
            waiting.removeAll(keepingCapacity: takenCount <= 4_096)
            takenCount = 0
        } else if takenCount >= 1_024, takenCount * 2 >= waiting.count {
            waiting.removeFirst(takenCount)
            takenCount = 0
        }
    }

    private final class ClosureJob: PoolJob {
        private let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }

        func runOnPool() {
            body()
        }
    }
}
