internal import Ground

/// Where trainings wait for each other: one runs at a time, as each takes all cores and half of the free memory.
final class TrainingDesk: @unchecked Sendable {
    // Unchecked: `thread` is written by the owner before and after it runs; all else is guarded.
    private let queue = GuardedQueue<TrainingJob>()
    /// Jobs that have not ended, by operation.
    private let jobs = Guarded<[String: TrainingJob]>([:])
    private var thread: NamedThread?

    /// Starts the thread that runs jobs, oldest first.
    func start(_ run: @escaping @Sendable (TrainingJob) -> Void) {
        thread = NamedThread(name: "training") { [self] in
            while let job = queue.take(countMax: 1)?.first {
                run(job)
                jobs.withLock { $0[job.operation] = nil }
            }
        }
    }

    /// Tells all jobs to stop, and ends the thread.
    func stop() {
        queue.close()
        for job in jobs.withLock({ Array($0.values) }) { job.cancellation.set() }
        thread?.join()
        thread = nil
    }

    func append(_ job: TrainingJob) {
        jobs.withLock { $0[job.operation] = job }
        queue.append(job)
    }

    /// Tells the job of `operation` to stop, if there is one.
    func cancel(_ operation: String) {
        jobs.withLock { $0[operation] }?.cancellation.set()
    }

    /// The adoption that runs as `operation`; nil when there is none.
    func adoption(_ operation: String) -> Adoption? {
        jobs.withLock { $0[operation]?.adoption }
    }

    /// The operations of jobs that have not ended.
    var operations: Set<String> { jobs.withLock { Set($0.keys) } }

    /// True while a job of the gallery with that number has not ended, its files not yet removed.
    func isBusy(gallery: UInt32) -> Bool {
        jobs.withLock { $0.values.contains { $0.gallery == gallery } }
    }
}
