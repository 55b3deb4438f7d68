internal import Ground
public import Routing
internal import Storage
public import Vocabulary

extension ShardStore {
    public func beginImport(_ request: BeginImportRequest) throws(CallFailure) -> Operation {
        try committer.perform { [self] batch throws(CallFailure) in
            let gallery = try state(request.gallery).checkedSnapshot().spec.name
            let all = book.all
            var changed: [Operation] = []
            let running = all.first {
                $0.kind == .import && $0.state == .running && $0.gallery == gallery && $0.source == request.source
            }
            if let running {
                if !request.restart { return { running } }
                var cancelled = running
                cancelled.state = .cancelled
                changed.append(OperationBook.touched(cancelled))
            }
            let (started, forgotten) = try begin(
                .import, gallery: gallery, source: request.source, totalCount: request.totalCount,
                mayReplace: running != nil, all: all, into: &batch)
            for operation in changed { OperationBook.put(operation, into: &batch) }
            changed.append(started)
            return { [self, changed] in
                book.update(changed, removing: forgotten)
                return started
            }
        }
    }

    /// Adds a new operation to `batch`, and takes the oldest ended ones from it.
    ///
    /// - Parameter mayReplace: another operation ends in the same batch.
    /// - Returns: the operation, and the ids of those that are forgotten.
    /// - Throws: `RESOURCE_EXHAUSTED` when too many have not ended.
    func begin(
        _ kind: OperationKind, gallery: String, source: String = "", totalCount: UInt64 = 0, mayReplace: Bool = false,
        all: [Operation], into batch: inout WriteBatch
    ) throws(CallFailure) -> (started: Operation, forgotten: [String]) {
        let runningCount = all.count { $0.state == .running }
        guard mayReplace || runningCount < Limits.runningOperationCountMax else {
            throw CallFailure(
                .resourceExhausted, "too_many_operations",
                "\(runningCount) operations have not ended; cancel or finish some",
                limit: Int64(Limits.runningOperationCountMax), value: Int64(runningCount))
        }
        let now = WallTime.microsecondsNow
        let started = Operation(
            id: Self.freshIdentifier(besides: all), kind: kind, state: .running, gallery: gallery,
            totalCount: totalCount, createdMicroseconds: now, updatedMicroseconds: now, revision: 1, source: source)
        OperationBook.put(started, into: &batch)
        let forgotten = all.filter { $0.state != .running }.dropFirst(Limits.endedOperationCountMax).map(\.id)
        for id in forgotten { batch.delete(.meta, StoreKey.operation(id)) }
        return (started, forgotten)
    }

    public func finishImport(_ request: FinishImportRequest) throws(CallFailure) -> Operation {
        try change(request.operation) { (operation) throws(CallFailure) in
            guard operation.kind != .train else {
                throw CallFailure(
                    .failedPrecondition, "operation_of_other_kind",
                    "operation \(operation.id) is a training, which ends by itself", field: "operation")
            }
            let end: OperationState = request.error == nil ? .succeeded : .failed
            // An answer that was lost is asked for again.
            if operation.state == end { return false }
            guard operation.state == .running else {
                throw CallFailure(
                    .failedPrecondition, "operation_ended",
                    "operation \(operation.id) is \(operation.state.map { "\($0)" } ?? "unknown")", field: "operation")
            }
            operation.state = end
            operation.error = request.error
            operation.doneCount = max(operation.doneCount, request.doneCount)
            operation.rejectedCount = max(operation.rejectedCount, request.rejectedCount)
            return true
        }
    }

    public func cancelOperation(_ id: String) throws(CallFailure) -> Operation {
        try change(id) { (operation) throws(CallFailure) in
            guard operation.state == .running else { return false }
            operation.state = .cancelled
            return true
        } shown: { [trainings] in
            // After the state has changed: who sees the operation end sees why.
            trainings.cancel(id)
        }
    }

    /// Changes an operation durably; nothing is written when `body` answers false.
    private func change(
        _ id: String, _ body: @escaping @Sendable (inout Operation) throws(CallFailure) -> Bool,
        shown: @escaping @Sendable () -> Void = {}
    ) throws(CallFailure) -> Operation {
        try committer.perform(mayUseReserve: true) { [self] batch throws(CallFailure) in
            let before = try book.operation(id)
            var after = before
            guard try body(&after) else { return { before } }
            let touched = OperationBook.touched(after)
            OperationBook.put(touched, into: &batch)
            return { [self] in
                book.update([touched])
                shown()
                return touched
            }
        }
    }

    public func operation(_ id: String) throws(CallFailure) -> Operation {
        try book.operation(id)
    }

    public func listOperations(_ request: ListOperationsRequest) throws(CallFailure) -> ListOperationsResponse {
        // An alias stands for the gallery it points to; a gallery that is gone may still be asked about.
        let gallery = (try? state(request.gallery).snapshot.spec.name) ?? request.gallery
        let listed = book.all.filter {
            (request.gallery.isEmpty || $0.gallery == gallery) && (!request.runningOnly || $0.state == .running)
        }
        return ListOperationsResponse(operations: Array(listed.prefix(1_000)))
    }

    public func watchOperation(_ request: WatchOperationRequest, completion: @escaping Completion<Operation>) {
        let wait = request.waitMicroseconds == 0 ? Limits.watchMicrosecondsDefault : request.waitMicroseconds
        book.watch(
            request.operation, afterRevision: request.afterRevision,
            deadline: .now.advanced(microseconds: min(wait, Limits.watchMicrosecondsMax)), completion: completion)
    }

    /// 16 hex digits that no operation has.
    private static func freshIdentifier(besides operations: [Operation]) -> String {
        let taken = Set(operations.map(\.id))
        while true {
            let digits = String(UInt64.random(in: 1 ... .max), radix: 16)
            let identifier = String(repeating: "0", count: 16 - digits.count) + digits
            if !taken.contains(identifier) { return identifier }
        }
    }
}
