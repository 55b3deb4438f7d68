internal import Indexing
internal import Ground
internal import Storage
internal import Vocabulary

// The end of a training: the switch to the new index, or what is told instead.
extension TrainingRun {
    /// Rounds of catching up beside the committer, at most, and rows that are left to it.
    private static let roundCountMax = 10
    private static let restRowCount = 256

    /// Switches to the index: durably, in one batch, and from one search to the next.
    ///
    /// - Parameter fresh: the gallery on its new files; nil when nothing but calibrations changes.
    /// - Throws: what the store throws, `CANCELLED` when the operation was ended meanwhile.
    func publish(_ index: IndexRecord, _ fresh: GalleryState?) throws(CallFailure) {
        progress.begin("publishing")
        let catchUp = fresh.map { CatchUp($0) }
        if let catchUp {
            for _ in 0..<Self.roundCountMax {
                let count = catchUp.run(
                    to: try state().checkedSnapshot(), isCancelled: { [job] in job.cancellation.isSet })
                try job.check()
                if count <= Self.restRowCount { break }
            }
        }
        let stage = outcomes.joined(separator: "; ")
        try context.committer.perform(mayUseReserve: true) { [context, job] batch throws(CallFailure) in
            var operation = try context.book.operation(job.operation)
            guard operation.state == .running else { throw TrainingJob.interrupted }
            let state = try context.directory.withLock { (directory) throws(CallFailure) in
                try directory.state(number: job.gallery)
            }
            let snapshot = try state.checkedSnapshot()
            // The gallery's target may be another one than when this began.
            let index = index.settled(on: snapshot.spec.effectiveTargetRecall) ?? index
            operation.state = .succeeded
            operation.stage = stage
            (operation.doneCount, operation.totalCount) = (0, 0)
            let ended = OperationBook.touched(operation)
            OperationBook.put(ended, into: &batch)
            unsafe index.wireBytes.withUnsafeBytes {
                unsafe SealedRecord.put(&batch, .meta, StoreKey.index(job.gallery), $0)
            }
            if let catchUp {
                _ = catchUp.run(to: snapshot)
                Self.lay(catchUp, index, into: &batch)
            }
            return {
                if let fresh {
                    fresh.publish(record: snapshot.record, index: index)
                    context.directory.withLock { $0.replace(fresh) }
                } else {
                    state.publish(index: index)
                }
                context.book.update([ended])
            }
        }
        isPublished = true
    }

    /// Replaces log records by the sealed rows, and tells which of those died meanwhile.
    private static func lay(_ catchUp: CatchUp, _ index: IndexRecord, into batch: inout WriteBatch) {
        let number = index.gallery
        batch.deleteRange(
            .meta, from: StoreKey.tombstones(gallery: number), upTo: StoreKey.tombstones(gallery: number + 1))
        guard let segment = index.segments.first else { return }
        batch.deleteRange(
            .log, from: StoreKey.prefix(gallery: number),
            upTo: StoreKey.log(gallery: number, version: segment.versionMax + 1))
        for version in catchUp.deadVersions {
            let key = StoreKey.tombstone(gallery: number, segment: segment.number, version: version)
            SealedRecord.put(&batch, .meta, key, number: version)
        }
    }

    /// Marks the operation as failed, unless it was ended already: cancelled, or with its gallery.
    func end(_ failure: CallFailure) {
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

    /// Removes the gallery's files that its index does not list. Not while it is unknown which index is on disk: the
    /// next start does it then.
    func removeStrayFiles() {
        // Asked of the committer, who finds out first what became of a write that failed.
        let directory = context.directory
        let number = job.gallery
        do throws(CallFailure) {
            let state = try context.committer.perform(mayUseReserve: true) { _ throws(CallFailure) in
                let state = directory.withLock { $0.states[number] }
                return { state }
            }
            guard let state else { return folder.remove() }
            guard state.damage == nil else { return }
            // Not before the new index is in the store's tables: a start that has to cut off a damaged end of the log
            // would go back to the former index, and to its files.
            if isPublished { try storing { () throws(StorageError) in try context.database.flush() } }
            folder.clean(keeping: state.snapshot.index)
        } catch {
            // Neither is it known now, or the former files are needed yet.
        }
    }
}
