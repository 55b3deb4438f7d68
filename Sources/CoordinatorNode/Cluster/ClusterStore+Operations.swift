internal import Ground
internal import Routing
internal import Vocabulary
internal import Wire

/// Imports and trainings are kept by one shard of the cluster, their home: the one that the gallery's name hashes to.
/// It trains for all.
extension ClusterStore {
    private func home(of gallery: String) -> Int { owner(of: gallery) }

    /// Keeps at the import's home how far it is.
    func record(_ step: ImportStep, _ gallery: UInt32, completion: @escaping Completion<WriteResponse>) {
        let name =
            (try? fleet.catalogue.withLock { (catalogue) throws(CallFailure) in
                try catalogue.gallery(number: gallery).spec.name
            })
        let request = WriteItemsRequest(
            gallery: gallery, operation: step.operation, resumePoint: step.resumePoint, rowsDone: step.rowsDone,
            rowsRejected: step.rowsRejected)
        askLater([(home(of: name ?? ""), request)], .writeItems) { completion($0[0]) }
    }

    func beginImport(_ request: BeginImportRequest) throws(CallFailure) -> Operation {
        var request = request
        request.gallery = try record(of: request.gallery).completeSpec.name
        let results: [Result<Operation, CallFailure>] = ask([(home(of: request.gallery), request)], .beginImport)
        return try results[0].get()
    }

    func finishImport(_ request: FinishImportRequest) throws(CallFailure) -> Operation {
        try askKeeper(of: request.operation, request, .finishImport)
    }

    func operation(_ id: String) throws(CallFailure) -> Operation {
        let operation = try askKeeper(of: id, GetOperationRequest(operation: id), .getOperation)
        if operation.kind == .train, operation.state != .running { refresh() }
        return operation
    }

    func cancelOperation(_ id: String) throws(CallFailure) -> Operation {
        try askKeeper(of: id, CancelOperationRequest(operation: id), .cancelOperation)
    }

    func listOperations(_ request: ListOperationsRequest) throws(CallFailure) -> ListOperationsResponse {
        let parts: [ListOperationsResponse] = try askAll(request, .listOperations)
        let all = parts.flatMap(\.operations).sorted { $0.createdMicroseconds > $1.createdMicroseconds }
        return ListOperationsResponse(operations: Array(all.prefix(1_000)))
    }

    func watchOperation(_ request: WatchOperationRequest, completion: @escaping Completion<Operation>) {
        let asked = shards.map { (shard: $0, request: request) }
        let timeout = request.waitMicroseconds + Limits.shardChangeMicroseconds
        askLater(asked, .watchOperation, timeoutMicroseconds: timeout) {
            [fleet] (results: [Result<Operation, CallFailure>]) in
            let found = Self.found(results)
            // Who sees a training end searches with what it made.
            guard case .success(let operation) = found, operation.kind == .train, operation.state != .running else {
                return completion(found)
            }
            fleet.refresh { completion(found) }
        }
    }

    /// The answer of the shard that keeps the operation.
    private func askKeeper<Request: WireMessage>(
        of id: String, _ request: Request, _ method: Method
    ) throws(CallFailure) -> Operation {
        try Self.found(ask(shards.map { ($0, request) }, method)).get()
    }

    /// What the shard says that knows the operation; of failures one that is not that it is unknown.
    private static func found(_ results: [Result<Operation, CallFailure>]) -> Result<Operation, CallFailure> {
        var failure: CallFailure?
        for result in results {
            switch result {
            case .success: return result
            case .failure(let own): if failure == nil || failure?.status == .notFound { failure = own }
            }
        }
        return .failure(failure!)
    }

    func train(_ request: TrainRequest) throws(CallFailure) -> Operation {
        var request = request
        request.gallery = try record(of: request.gallery).completeSpec.name
        let results: [Result<Operation, CallFailure>] = ask([(home(of: request.gallery), request)], .train)
        return try results[0].get()
    }
}
