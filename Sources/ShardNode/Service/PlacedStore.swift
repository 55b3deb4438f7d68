internal import Ground
internal import Routing
internal import Vocabulary

/// A store that is one shard of a cluster: it refuses items of other shards, and every change where it is one of
/// several replicas.
final class PlacedStore: StorePort {
    private let store: ShardStore
    private let placement: ShardPlacement

    init(_ store: ShardStore, _ placement: ShardPlacement) {
        self.store = store
        self.placement = placement
    }

    /// Returns when changes may be made.
    func checkWritable() throws(CallFailure) {
        guard placement.isReadOnly else { return }
        throw CallFailure(
            .failedPrecondition, "shard_read_only",
            """
            shard \(placement.shard) has several replicas, which serve the copy that they were given; write while it \
            has one: deploy/local-cluster fill, or the four steps of "Replicas" in docs/OPERATIONS.md
            """, value: Int64(placement.shard))
    }

    private func checkOwner(_ id: String, at field: String) throws(CallFailure) {
        let owner = Hash.shard(of: Hash.xxh3(id), shardCount: placement.shardCount)
        guard owner != placement.shard else { return }
        throw CallFailure(
            .failedPrecondition, "wrong_shard",
            "item '\(id)' belongs to shard \(owner), this is shard \(placement.shard); write through a coordinator",
            field: field, limit: Int64(placement.shard), value: Int64(owner))
    }

    func createGallery(_: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse {
        throw CallFailure(
            .failedPrecondition, "not_the_coordinator",
            "this node is shard \(placement.shard) of a cluster; make galleries through a coordinator")
    }

    func updateGallery(_ name: String, to spec: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse {
        try checkWritable()
        return try store.updateGallery(name, to: spec)
    }

    func dropGallery(_ name: String) throws(CallFailure) -> DropGalleryResponse {
        try checkWritable()
        return try store.dropGallery(name)
    }

    func setAlias(_ alias: String, to gallery: String) throws(CallFailure) {
        try checkWritable()
        try store.setAlias(alias, to: gallery)
    }

    func deleteAlias(_ alias: String) throws(CallFailure) {
        try checkWritable()
        try store.deleteAlias(alias)
    }

    func upsert(
        _ writes: [PreparedWrite], into gallery: String, step: ImportStep?,
        completion: @escaping Completion<WriteResponse>
    ) {
        do throws(CallFailure) {
            try checkWritable()
            for (place, write) in writes.enumerated() { try checkOwner(write.item.id, at: "items[\(place)].item.id") }
        } catch {
            return completion(.failure(error))
        }
        store.upsert(writes, into: gallery, step: step, completion: completion)
    }

    func delete(_ request: DeleteItemsRequest, completion: @escaping Completion<WriteResponse>) {
        do throws(CallFailure) {
            try checkWritable()
            for (place, id) in request.ids.enumerated() { try checkOwner(id, at: "ids[\(place)]") }
        } catch {
            return completion(.failure(error))
        }
        store.delete(request, completion: completion)
    }

    func train(_ request: TrainRequest) throws(CallFailure) -> Operation {
        try checkWritable()
        return try store.train(request)
    }

    func beginImport(_ request: BeginImportRequest) throws(CallFailure) -> Operation {
        try checkWritable()
        return try store.beginImport(request)
    }

    func finishImport(_ request: FinishImportRequest) throws(CallFailure) -> Operation {
        try checkWritable()
        return try store.finishImport(request)
    }

    func cancelOperation(_ id: String) throws(CallFailure) -> Operation {
        try checkWritable()
        return try store.cancelOperation(id)
    }
}

// What changes nothing.
extension PlacedStore {
    func describeGallery(_ name: String) throws(CallFailure) -> DescribeGalleryResponse {
        try store.describeGallery(name)
    }

    func listGalleries(tenant: String) throws(CallFailure) -> ListGalleriesResponse {
        try store.listGalleries(tenant: tenant)
    }

    func record(of gallery: String) throws(CallFailure) -> GalleryRecord { try store.record(of: gallery) }

    func items(_ request: GetItemsRequest) throws(CallFailure) -> GetItemsResponse { try store.items(request) }

    func ids(of gallery: String, after id: String, countMax: Int) throws(CallFailure) -> [String] {
        try store.ids(of: gallery, after: id, countMax: countMax)
    }

    func sample(_ request: SampleItemsRequest, field: Int?) throws(CallFailure) -> SampleItemsResponse {
        try store.sample(request, field: field)
    }

    func calibrations(ofGallery number: UInt32) -> [FieldCalibration?] { store.calibrations(ofGallery: number) }

    func operation(_ id: String) throws(CallFailure) -> Operation { try store.operation(id) }

    func listOperations(_ request: ListOperationsRequest) throws(CallFailure) -> ListOperationsResponse {
        try store.listOperations(request)
    }

    func watchOperation(_ request: WatchOperationRequest, completion: @escaping Completion<Operation>) {
        store.watchOperation(request, completion: completion)
    }

    func counts() -> StoreCounts { store.counts() }
}
