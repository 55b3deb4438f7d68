internal import Gallery
internal import Ground
internal import Indexing
internal import Storage
public import Vocabulary

extension ShardStore {
    public func train(_ request: TrainRequest) throws(CallFailure) -> Operation {
        // Checked beside the committer, as there may be many queries, and once more when the training begins.
        let checked = try state(request.gallery).checkedSnapshot()
        try GalleryRules.check(
            request, of: checked.spec,
            itemCounts: checked.spec.fields.indices.map { checked.view.liveCount(field: $0) })
        return try committer.perform { [self] batch throws(CallFailure) in
            let snapshot = try state(request.gallery).checkedSnapshot()
            let gallery = snapshot.spec.name
            let all = book.all
            let isRunning = all.contains { $0.kind == .train && $0.state == .running && $0.gallery == gallery }
            // One that was cancelled a moment ago may still be removing its files; the desk takes the new one after it.
            guard !isRunning else {
                throw CallFailure(
                    .failedPrecondition, "training_running", "another training of gallery \(gallery) is running",
                    field: "gallery")
            }
            let (started, forgotten) = try begin(.train, gallery: gallery, all: all, into: &batch)
            let job = TrainingJob(operation: started.id, gallery: snapshot.record.number, request: request)
            return { [self] in
                book.update([started], removing: forgotten)
                trainings.append(job)
                return started
            }
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
