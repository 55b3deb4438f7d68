internal import Gallery
internal import Routing
internal import Serving
internal import Vocabulary

extension CoordinatorNode {
    func registerExport(in table: inout MethodTable) {
        let store = store
        table.serverStream(.exportItems) {
            (request: ExportItemsRequest, replies: ReplyStream<GetItemsResponse>, call) async throws(CallFailure) in
            guard request.pageItemCount <= Limits.batchItemCountMax else {
                throw CallFailure(
                    .invalidArgument, "too_many", "one response holds at most \(Limits.batchItemCountMax) items",
                    field: "page_item_count", limit: Int64(Limits.batchItemCountMax),
                    value: Int64(request.pageItemCount))
            }
            var request = request
            while true {
                let asked = request
                let page = try await call.onPool { () throws(CallFailure) in
                    try Self.page(of: asked, in: store.traced(call.trace))
                }
                guard let last = page.items.last?.item?.id else { return }
                try await replies.send(page)
                request.afterId = last
            }
        }
    }

    /// The items behind `afterId`, fewer where they are large; none behind the last one.
    private static func page(
        of request: ExportItemsRequest, in store: any StorePort
    ) throws(CallFailure) -> GetItemsResponse {
        let wanted = request.pageItemCount == 0 ? Limits.exportPageItemCount : Int(request.pageItemCount)
        var ids = try store.ids(of: request.gallery, after: request.afterId, countMax: wanted)
        while true {
            guard !ids.isEmpty else { return GetItemsResponse() }
            do throws(CallFailure) {
                let asked = GetItemsRequest(gallery: request.gallery, ids: ids, readMask: request.readMask)
                // Items that were deleted since their ids were read are left out, the last one excepted: it says where
                // to go on.
                var page = try store.items(asked)
                let last = page.items.last
                page.items.removeAll { $0.version == 0 && $0.item?.id != last?.item?.id }
                return page
            } catch {
                guard error.status == .resourceExhausted, ids.count > 1 else { throw error }
                ids.removeLast(ids.count / 2)
            }
        }
    }
}
