internal import Gallery
internal import Ground
internal import Indexing
internal import Storage
public import Vocabulary

extension ShardStore {
    public func train(_ request: TrainRequest) throws(CallFailure) -> Operation {
        try committer.perform { [self] batch throws(CallFailure) in
            let snapshot = try state(request.gallery).checkedSnapshot()
            let gallery = snapshot.spec.name
            try GalleryRules.check(
                request, of: snapshot.spec,
                itemCounts: snapshot.spec.fields.indices.map { snapshot.view.liveCount(field: $0) })
            let all = book.all
            let isRunning = all.contains { $0.kind == .train && $0.state == .running && $0.gallery == gallery }
            // One that was cancelled a moment ago may still be removing its files.
            guard !isRunning, !trainings.isBusy(gallery: snapshot.record.number) else {
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
    static func failInterrupted(_ operations: [Operation], in database: Database) -> [Operation] {
        var batch = WriteBatch()
        let now = operations.map { operation in
            guard operation.kind == .train, operation.state == .running else { return operation }
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
