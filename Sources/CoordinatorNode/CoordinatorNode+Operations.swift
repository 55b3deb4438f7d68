internal import Gallery
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerOperations(in table: inout MethodTable) {
        let store = store
        table.pool(.beginImport) { (request: BeginImportRequest, _) throws(CallFailure) -> Operation in
            guard !request.source.isEmpty, request.source.utf8.count <= Limits.importSourceByteCountMax else {
                throw CallFailure(
                    .invalidArgument, "bad_source", "a source has 1 to \(Limits.importSourceByteCountMax) bytes",
                    field: "source", limit: Int64(Limits.importSourceByteCountMax),
                    value: Int64(request.source.utf8.count))
            }
            return try store.beginImport(request)
        }
        table.pool(.finishImport) { (request: FinishImportRequest, _) throws(CallFailure) -> Operation in
            try store.finishImport(request)
        }
        table.pool(.getOperation) { (request: GetOperationRequest, _) throws(CallFailure) -> Operation in
            try store.operation(request.operation)
        }
        table.pool(.cancelOperation) { (request: CancelOperationRequest, _) throws(CallFailure) -> Operation in
            try store.cancelOperation(request.operation)
        }
        table.pool(.listOperations) {
            (request: ListOperationsRequest, _) throws(CallFailure) -> ListOperationsResponse in
            try store.listOperations(request)
        }
        table.async(.watchOperation) { (request: WatchOperationRequest, _) async throws(CallFailure) -> Operation in
            guard request.waitMicroseconds <= Limits.watchMicrosecondsMax else {
                throw CallFailure(
                    .invalidArgument, "wait_too_long", "a watch waits 60 seconds at most", field: "wait_microseconds",
                    limit: Int64(Limits.watchMicrosecondsMax), value: Int64(clamping: request.waitMicroseconds))
            }
            return try await completion { store.watchOperation(request, completion: $0) }
        }
    }
}
