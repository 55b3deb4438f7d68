internal import Calling
internal import Wire

/// Writing and reading items.
extension GuideClient {
    /// How the writes of `items` ended, one result each. What is written is on disk and in the next search.
    ///
    /// - Parameter items: 1...10,000, no id twice.
    /// - Throws: what stopped all of them; what is wrong with one item is in its result.
    public func upsert(
        _ items: [ItemWrite], in gallery: String, timeout: Duration? = nil
    ) async throws(CallFailure) -> WriteResponse {
        let isIdempotent = items.allSatisfy { $0.expectedVersion == nil }
        return try await call(
            .upsertItems, UpsertItemsRequest(gallery: gallery, items: items), timeout: timeout,
            isIdempotent: isIdempotent)
    }

    /// Writes all of `items`, batch by batch over one stream, and says how that went.
    ///
    /// Reads on while batches are being written, a few ahead and no more, so that any number of items takes little
    /// memory. When the daemon goes away and comes back, batches that it did not acknowledge are sent again, unless
    /// they name expected versions.
    ///
    /// - Parameter batchItemCount: items of one batch, 1...10,000; fewer where they are large. An id twice in one batch
    ///   is refused.
    /// - Parameter timeout: for all of it; none when nil.
    /// - Parameter progress: called after each batch that was written, with how far it is and what was rejected.
    /// - Throws: what `items` throws, or the `CallFailure` that stopped the stream; what was reported is written.
    @discardableResult
    public func upsert<Items: AsyncSequence>(
        stream items: Items, in gallery: String, batchItemCount: Int = 256, timeout: Duration? = nil,
        progress: ((UpsertProgress) -> Void)? = nil
    ) async throws -> UpsertProgress where Items.Element == ItemWrite {
        var run = UpsertRun(
            client: self, gallery: gallery, batchItemCountMax: batchItemCount, timeout: timeout, report: progress)
        for try await item in items { try await run.add(item) }
        return try await run.finish()
    }

    /// The same for items that are at hand, or made as they are asked for.
    @discardableResult
    public func upsert<Items: Sequence>(
        stream items: Items, in gallery: String, batchItemCount: Int = 256, timeout: Duration? = nil,
        progress: ((UpsertProgress) -> Void)? = nil
    ) async throws(CallFailure) -> UpsertProgress where Items.Element == ItemWrite {
        var run = UpsertRun(
            client: self, gallery: gallery, batchItemCountMax: batchItemCount, timeout: timeout, report: progress)
        for item in items { try await run.add(item) }
        return try await run.finish()
    }

    /// All items of a gallery in the order of their ids, read as they are asked for.
    ///
    /// Goes on where it was when the daemon goes away and comes back. What is written meanwhile may or may not be among
    /// them. Leaving the loop ends the call.
    ///
    /// - Parameter id: to begin behind; at the beginning when empty.
    /// - Parameter parts: which parts of the items; everything but vectors when nil.
    /// - Parameter timeout: for all of it; none when nil.
    public func export(
        _ gallery: String, after id: String = "", parts: ReadMask? = nil, timeout: Duration? = nil
    ) -> ExportedItems {
        ExportedItems(
            client: self, request: ExportItemsRequest(gallery: gallery, afterId: id, readMask: parts), timeout: timeout)
    }

    /// The items of `ids`, in their order; those that are not there have version 0.
    ///
    /// - Parameter ids: 1...10,000.
    /// - Parameter parts: which parts of the items; everything but vectors when nil.
    public func get(
        _ ids: [String], in gallery: String, parts: ReadMask? = nil, timeout: Duration? = nil
    ) async throws(CallFailure) -> [StoredItem] {
        let response: GetItemsResponse = try await call(
            .getItems, GetItemsRequest(gallery: gallery, ids: ids, readMask: parts), timeout: timeout)
        return response.items
    }

    /// How the deletes of `ids` ended, one result each; deleting what is not there is a success with version 0.
    ///
    /// - Parameter ids: 1...10,000.
    /// - Parameter expectedVersions: the version each must have now, as many as ids; whatever is there when empty.
    public func delete(
        _ ids: [String], in gallery: String, expectedVersions: [UInt64] = [], timeout: Duration? = nil
    ) async throws(CallFailure) -> WriteResponse {
        try await call(
            .deleteItems, DeleteItemsRequest(gallery: gallery, ids: ids, expectedVersions: expectedVersions),
            timeout: timeout, isIdempotent: expectedVersions.isEmpty)
    }

    /// Ids of items drawn at random, none twice; the same for the same seed and items.
    ///
    /// - Parameter count: 1...10,000.
    /// - Parameter field: only items that have it; any when empty.
    public func sample(
        _ count: Int, of gallery: String, field: String = "", seed: UInt64 = 0, timeout: Duration? = nil
    ) async throws(CallFailure) -> [String] {
        let request = SampleItemsRequest(gallery: gallery, count: UInt32(clamping: count), field: field, seed: seed)
        let response: SampleItemsResponse = try await call(.sampleItems, request, timeout: timeout)
        return response.ids
    }
}
