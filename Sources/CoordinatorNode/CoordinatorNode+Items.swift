internal import Gallery
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerItems(in table: inout MethodTable) {
        let store = store
        table.async(.upsertItems, work: .perByte) {
            (request: UpsertItemsRequest, call) async throws(CallFailure) -> WriteResponse in
            try await self.upsert(request, call)
        }
        table.twoWayStream(.upsertStream) {
            (requests: RequestStream<UpsertItemsRequest>, replies: ReplyStream<WriteResponse>, call)
                async throws(CallFailure) in
            while let request = try await requests.next() { try await replies.send(self.upsert(request, call)) }
        }
        table.async(.deleteItems, work: .perByte) {
            (request: DeleteItemsRequest, call) async throws(CallFailure) -> WriteResponse in
            try GalleryRules.check(request)
            return try await completion { done in
                call.startOnPool { store.traced(call.trace).delete(request, completion: done) }
            }
        }
        table.pool(.getItems) { (request: GetItemsRequest, call) throws(CallFailure) -> GetItemsResponse in
            try GalleryRules.check(request)
            return try store.traced(call.trace).items(request)
        }
        table.pool(.sampleItems) { (request: SampleItemsRequest, call) throws(CallFailure) -> SampleItemsResponse in
            let gallery = try store.record(of: request.gallery)
            return try store.traced(call.trace).sample(
                request, field: GalleryRules.check(request, in: gallery.completeSpec))
        }
    }

    private func upsert(_ request: UpsertItemsRequest, _ call: CallContext) async throws(CallFailure) -> WriteResponse {
        let store = store
        let kernels = kernels
        let gallery = try store.record(of: request.gallery)
        let preparation = try await call.onPool { () throws(CallFailure) in
            try GalleryRules.check(request)
            return try UpsertPreparation(request.items, in: gallery.completeSpec)
        }
        let encoded = try await EncodedTexts(preparation.wantedTexts, by: encoders, call)
        let (finished, prepared, places) = await call.onPool {
            var preparation = preparation
            let (prepared, places) = preparation.prepared(encoded, kernels)
            return (preparation, prepared, places)
        }
        let step =
            request.operation.isEmpty
            ? nil
            : ImportStep(
                operation: request.operation, resumePoint: request.resumePoint, rowsDone: request.rowsDone,
                rowsRejected: request.rowsRejected)
        // On the pool, as the store lays out records on its caller's thread.
        var response: WriteResponse = try await completion { done in
            call.startOnPool {
                store.traced(call.trace).upsert(prepared, into: request.gallery, step: step, completion: done)
            }
        }
        response.results = finished.results(response.results, at: places)
        response.encodedCount = encoded.count
        response.truncatedCount = encoded.truncatedCount
        return response
    }
}
