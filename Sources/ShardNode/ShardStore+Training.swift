internal import Gallery
internal import Ground
internal import Indexing
internal import Storage
public import Vocabulary

extension ShardStore {
    public func train(_ request: TrainRequest) throws(CallFailure) -> Operation {
        // Checked beside the committer, as there may be many queries, and once more when the training begins.
        let checked = try state(request.gallery).checkedSnapshot()
        // Where other shards have items, too, the training counts them.
        if peers.withLock({ $0 }) == nil {
            try GalleryRules.check(
                request, of: checked.spec,
                itemCounts: checked.spec.fields.indices.map { checked.view.liveCount(field: $0) })
        }
        return try start(checked.record.number) { operation in
            TrainingJob(operation: operation, gallery: checked.record.number, request: request)
        }
    }

    /// Begins the job that `make` makes for an operation.
    private func start(
        _ number: UInt32, _ make: @escaping @Sendable (String) -> TrainingJob
    ) throws(CallFailure) -> Operation {
        try committer.perform { [self] batch throws(CallFailure) in
            let gallery = try state(number: number).checkedSnapshot().spec.name
            let all = book.all
            let isRunning = all.contains { $0.kind == .train && $0.state == .running && $0.gallery == gallery }
            // One that was cancelled a moment ago may still be removing its files; the desk takes the new one after it.
            guard !isRunning else {
                throw CallFailure(
                    .failedPrecondition, "training_running", "another training of gallery \(gallery) is running",
                    field: "gallery")
            }
            let (started, forgotten) = try begin(.train, gallery: gallery, all: all, into: &batch)
            return { [self] in
                book.update([started], removing: forgotten)
                trainings.append(make(started.id))
                return started
            }
        }
    }

    /// Starts to encode a gallery's items with codebooks of another shard.
    ///
    /// - Throws: `FAILED_PRECONDITION` `training_running` while a training of the gallery runs.
    func adopt(_ request: AdoptIndexRequest, _ adoption: Adoption) throws(CallFailure) -> Operation {
        try start(request.gallery) { operation in
            TrainingJob(
                operation: operation, gallery: request.gallery, request: TrainRequest(threadCount: request.threadCount),
                adoption: adoption)
        }
    }

    /// Has what was adopted shown, and returns once it is.
    ///
    /// - Throws: `NOT_FOUND` when there is no such adoption; what it ended with.
    func commit(adoption operation: String) throws(CallFailure) {
        guard let adoption = trainings.adoption(operation) else {
            let known = try book.operation(operation)
            guard known.state == .succeeded else {
                throw CallFailure(
                    .aborted, "adoption_ended", known.error?.message ?? "the adoption has ended", field: "operation")
            }
            return
        }
        adoption.commit()
        let deadline = MonotonicTime.now.advanced(microseconds: Limits.shardChangeMicroseconds)
        var seen = try book.operation(operation)
        while seen.state == .running, MonotonicTime.now < deadline {
            let handover = Handover<Result<Operation, CallFailure>>()
            book.watch(operation, afterRevision: seen.revision, deadline: deadline) { handover.give($0) }
            seen = try handover.wait().get()
        }
        guard seen.state == .succeeded else {
            throw CallFailure(
                .aborted, "adoption_ended", seen.error?.message ?? "the adoption has not ended", field: "operation")
        }
    }

    public func calibrations(ofGallery number: UInt32) -> [FieldCalibration?] {
        guard let snapshot = try? state(number: number).snapshot else { return [] }
        return snapshot.spec.fields.indices.map { snapshot.index.calibration(field: $0) }
    }

    /// `operations` as they stand after a start: trainings do not outlive their process.
    ///
    /// - Parameter alive: operations of trainings that do run.
    static func failInterrupted(
        _ operations: [Operation], in database: Database, besides alive: Set<String> = []
    ) -> [Operation] {
        var batch = WriteBatch()
        let now = operations.map { operation in
            guard operation.kind == .train, operation.state == .running, !alive.contains(operation.id) else {
                return operation
            }
            var failed = operation
            failed.state = .failed
            failed.error = TrainingJob.interrupted.detail
            failed = OperationBook.touched(failed)
            OperationBook.put(failed, into: &batch)
            return failed
        }
        // On a disk that takes nothing it is found again at the next start.
        if batch.count > 0 { try? database.write(batch, mayUseReserve: true) }
        return now
    }
}
