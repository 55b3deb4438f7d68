/// Trainings and imports: work that outlives a call, and a restart of the daemon.
extension GuideClient {
    /// The operation that makes codes for a gallery's fields. It is under way; `follow` tells how it goes on.
    ///
    /// - Throws: `FAILED_PRECONDITION`, `training_running` while another training of the gallery is running.
    public func train(_ request: TrainRequest, timeout: Duration? = nil) async throws(CallFailure) -> Operation {
        try await call(.train, request, timeout: timeout, isIdempotent: false)
    }

    /// The operation as it stands, then again whenever it has changed, until it is over.
    ///
    /// - Parameter id: of the operation.
    /// - Parameter timeout: for all of it; none when nil.
    public func follow(_ id: String, timeout: Duration? = nil) -> OperationChanges {
        OperationChanges(client: self, request: FollowOperationRequest(operation: id), timeout: timeout)
    }

    /// The operation as it stands.
    public func operation(_ id: String, timeout: Duration? = nil) async throws(CallFailure) -> Operation {
        try await call(.getOperation, GetOperationRequest(operation: id), timeout: timeout)
    }

    /// Operations, latest first, at most 1,000.
    ///
    /// - Parameter gallery: only those of this one; of all when empty.
    public func operations(
        of gallery: String = "", runningOnly: Bool = false, timeout: Duration? = nil
    ) async throws(CallFailure) -> [Operation] {
        let response: ListOperationsResponse = try await call(
            .listOperations, ListOperationsRequest(gallery: gallery, runningOnly: runningOnly), timeout: timeout)
        return response.operations
    }

    /// The operation after it was asked to stop; what it has done stays.
    public func cancelOperation(_ id: String, timeout: Duration? = nil) async throws(CallFailure) -> Operation {
        try await call(.cancelOperation, CancelOperationRequest(operation: id), timeout: timeout)
    }
}
