internal import Gallery
internal import Ground
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerOperations(in table: inout MethodTable) {
        let store = store
        table.pool(.beginImport) { (request: BeginImportRequest, call) throws(CallFailure) -> Operation in
            guard !request.source.isEmpty, request.source.utf8.count <= Limits.importSourceByteCountMax else {
                throw CallFailure(
                    .invalidArgument, "bad_source", "a source has 1 to \(Limits.importSourceByteCountMax) bytes",
                    field: "source", limit: Int64(Limits.importSourceByteCountMax),
                    value: Int64(request.source.utf8.count))
            }
            return try store.traced(call.trace).beginImport(request)
        }
        table.pool(.finishImport) { (request: FinishImportRequest, call) throws(CallFailure) -> Operation in
            try store.traced(call.trace).finishImport(request)
        }
        table.pool(.getOperation) { (request: GetOperationRequest, call) throws(CallFailure) -> Operation in
            try store.traced(call.trace).operation(request.operation)
        }
        table.pool(.cancelOperation) { (request: CancelOperationRequest, call) throws(CallFailure) -> Operation in
            try store.traced(call.trace).cancelOperation(request.operation)
        }
        table.pool(.listOperations) {
            (request: ListOperationsRequest, call) throws(CallFailure) -> ListOperationsResponse in
            try store.traced(call.trace).listOperations(request)
        }
        table.pool(.train) { (request: TrainRequest, call) throws(CallFailure) -> Operation in
            try store.traced(call.trace).train(request)
        }
        table.async(.watchOperation) { (request: WatchOperationRequest, call) async throws(CallFailure) -> Operation in
            guard request.waitMicroseconds <= Limits.watchMicrosecondsMax else {
                throw CallFailure(
                    .invalidArgument, "wait_too_long", "a watch waits 60 seconds at most", field: "wait_microseconds",
                    limit: Int64(Limits.watchMicrosecondsMax), value: Int64(clamping: request.waitMicroseconds))
            }
            return try await Self.watch(request, in: store.traced(call.trace), call)
        }
        table.serverStream(.followOperation, endsAtDrain: true) {
            (request: FollowOperationRequest, replies: ReplyStream<Operation>, call) async throws(CallFailure) in
            try await Self.follow(request.operation, in: store.traced(call.trace), call, replies)
        }
    }

    /// Tells an operation as it stands, then whenever it has changed, until it is over.
    private static func follow(
        _ id: String, in store: any StorePort, _ call: CallContext, _ replies: ReplyStream<Operation>
    ) async throws(CallFailure) {
        var operation = try await call.onPool { () throws(CallFailure) in try store.operation(id) }
        try await replies.send(operation)
        while operation.state == .running {
            let asked = WatchOperationRequest(operation: id, afterRevision: operation.revision)
            let seen = try await watch(asked, in: store, call)
            if seen.revision > operation.revision { try await replies.send(seen) }
            if call.isCancelled { throw CallFailure(.cancelled, "cancelled", "nobody follows any more") }
            operation = seen
        }
    }

    /// How long a watch goes without a look at whether its caller has gone.
    private static let watchPieceMicroseconds: UInt64 = 250_000

    /// The operation once it has changed, or when the time is over.
    ///
    /// Asked for in short pieces, as a watch whose caller has gone would hold up the end of the daemon.
    private static func watch(
        _ request: WatchOperationRequest, in store: any StorePort, _ call: CallContext
    ) async throws(CallFailure) -> Operation {
        let wait = request.waitMicroseconds == 0 ? Limits.watchMicrosecondsDefault : request.waitMicroseconds
        let end = MonotonicTime.now.advanced(microseconds: wait)
        while true {
            var piece = request
            let start = MonotonicTime.now
            piece.waitMicroseconds = max(1, min(end.microseconds(since: start), watchPieceMicroseconds))
            let asked = piece
            let operation: Operation = try await completion { store.watchOperation(asked, completion: $0) }
            let now = MonotonicTime.now
            // A store with too many watchers, or on its way down, answers before the time.
            let isEarly = now.microseconds(since: start) < asked.waitMicroseconds / 2
            if operation.revision > request.afterRevision || isEarly || call.isCancelled || end <= now {
                return operation
            }
        }
    }
}
