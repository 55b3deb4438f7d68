internal import Gallery
internal import Glibc
internal import Ground
internal import Indexing
internal import Storage
internal import Vocabulary

/// One training, from a snapshot of the gallery to the switch to its new index. Belongs to the training thread.
final class TrainingRun {
    let job: TrainingJob
    let context: TrainingContext
    let progress: TrainingProgress
    let team: WorkTeam
    let start = MonotonicTime.now
    /// What was made of each field, for the operation's last word.
    var outcomes: [String] = []

    init(_ job: TrainingJob, _ context: TrainingContext) {
        self.job = job
        self.context = context
        progress = TrainingProgress(job.operation, book: context.book, committer: context.committer)
        let threadCount =
            job.request.threadCount > 0 ? Int(job.request.threadCount) : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        team = WorkTeam(name: "train", threadCount: threadCount)
    }

    /// Does all of it, and leaves the operation ended.
    func run() {
        do throws(CallFailure) {
            try job.check()
            try measure(try state().checkedSnapshot())
        } catch {
            end(error)
        }
    }

    /// The gallery as the committer has it now.
    func state() throws(CallFailure) -> GalleryState {
        try context.directory.withLock { (directory) throws(CallFailure) in try directory.state(number: job.gallery) }
    }

    private func measure(_ snapshot: GallerySnapshot) throws(CallFailure) {
        var index = snapshot.index
        index.gallery = job.gallery
        for field in snapshot.spec.fields.indices {
            let calibration = try calibration(field, snapshot.view, rows: liveRows(snapshot.view, field: field), index)
            index.setCalibration(calibration, field: field)
            outcomes.append(
                "field \(snapshot.spec.fields[field].name) stays exact: \(snapshot.view.liveCount(field: field)) items")
        }
        try publish(index)
    }

    /// The living items that have `field`, in the order of their versions.
    func liveRows(_ view: SegmentView, field: Int) -> [UInt32] {
        (0..<UInt32(view.count)).filter { view.isLive($0) && view.hasVector(field: field, $0) }
    }

    /// The seed of what is chosen for a field.
    func seed(field: Int, _ purpose: UInt64) -> UInt64 {
        Hash.xxh3(UInt64(field) << 8 | purpose, seed: job.request.seed)
    }

    private func calibration(
        _ field: Int, _ view: SegmentView, rows: [UInt32], _ index: IndexRecord
    ) throws(CallFailure) -> FieldCalibration? {
        var chance = SplitMix(seed: seed(field: field, 1))
        let count = min(
            rows.count, Limits.heldOutCountMax,
            max(Limits.heldOutCountMin, Limits.heldOutComparisonCountMax / max(rows.count, 1)))
        let chosen = rows.shuffled(using: &chance).prefix(count)
        let heldOut = try HeldOut(items: chosen.sorted(), field: field, in: view, team: team, job: job)
        let version = index.calibration(field: field)?.version ?? 0
        return try CalibrationMeasurement.run(
            heldOut, rows: rows, in: view, version: version + 1, seed: seed(field: field, 2), team: team, job: job)
    }

    private func publish(_ index: IndexRecord) throws(CallFailure) {
        let stage = outcomes.joined(separator: "; ")
        try context.committer.perform(mayUseReserve: true) { [context, job] batch throws(CallFailure) in
            var operation = try context.book.operation(job.operation)
            guard operation.state == .running else { throw TrainingJob.interrupted }
            let state = try context.directory.withLock { (directory) throws(CallFailure) in
                try directory.state(number: job.gallery)
            }
            operation.state = .succeeded
            operation.stage = stage
            let ended = OperationBook.touched(operation)
            OperationBook.put(ended, into: &batch)
            unsafe index.wireBytes.withUnsafeBytes {
                unsafe SealedRecord.put(&batch, .meta, StoreKey.index(job.gallery), $0)
            }
            return {
                state.publish(index: index)
                context.book.update([ended])
            }
        }
    }

    /// Marks the operation as failed, unless it was ended already: cancelled, or with its gallery.
    private func end(_ failure: CallFailure) {
        let shown = job.cancellation.isSet ? TrainingJob.interrupted : failure
        let book = context.book
        let id = job.operation
        do throws(CallFailure) {
            try context.committer.perform(mayUseReserve: true) { batch throws(CallFailure) in
                guard let failed = Self.failed(id, shown, book) else { return {} }
                OperationBook.put(failed, into: &batch)
                return { book.update([failed]) }
            }
        } catch {
            // The disk takes nothing: it is told from memory, and after a restart as interrupted.
            context.committer.post {
                if let failed = Self.failed(id, shown, book) { book.update([failed]) }
            }
        }
    }

    private static func failed(_ id: String, _ failure: CallFailure, _ book: OperationBook) -> Operation? {
        guard var operation = try? book.operation(id), operation.state == .running else { return nil }
        operation.state = .failed
        operation.error = failure.detail
        return OperationBook.touched(operation)
    }
}
