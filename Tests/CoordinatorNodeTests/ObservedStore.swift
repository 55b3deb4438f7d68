import Eventing
import Ground
import Routing
import ShardNode
import Vocabulary

/// A store that notes whether writes were handed to it on an event loop.
final class ObservedStore: StorePort {
    private let store: ShardStore
    private let loop: EventLoop
    let writesOnLoop = Guarded<[Bool]>([])

    init(_ store: ShardStore, loop: EventLoop) {
        self.store = store
        self.loop = loop
    }

    private func note() {
        let isOnLoop = loop.isOnLoop
        writesOnLoop.withLock { $0.append(isOnLoop) }
    }

    func upsert(
        _ writes: [PreparedWrite], into gallery: String, step: ImportStep?,
        completion: @escaping Completion<WriteResponse>
    ) {
        note()
        store.upsert(writes, into: gallery, step: step, completion: completion)
    }

    func delete(_ request: DeleteItemsRequest, completion: @escaping Completion<WriteResponse>) {
        note()
        store.delete(request, completion: completion)
    }

    func ids(of gallery: String, after id: String, countMax: Int) throws(CallFailure) -> [String] {
        try store.ids(of: gallery, after: id, countMax: countMax)
    }

    func createGallery(_ spec: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse {
        try store.createGallery(spec)
    }

    func describeGallery(_ name: String) throws(CallFailure) -> DescribeGalleryResponse {
        try store.describeGallery(name)
    }

    func listGalleries(tenant: String) throws(CallFailure) -> ListGalleriesResponse {
        try store.listGalleries(tenant: tenant)
    }

    func updateGallery(_ name: String, to spec: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse {
        try store.updateGallery(name, to: spec)
    }

    func dropGallery(_ name: String) throws(CallFailure) -> DropGalleryResponse { try store.dropGallery(name) }

    func setAlias(_ alias: String, to gallery: String) throws(CallFailure) { try store.setAlias(alias, to: gallery) }

    func deleteAlias(_ alias: String) throws(CallFailure) { try store.deleteAlias(alias) }

    func record(of gallery: String) throws(CallFailure) -> GalleryRecord { try store.record(of: gallery) }

    func items(_ request: GetItemsRequest) throws(CallFailure) -> GetItemsResponse { try store.items(request) }

    func sample(_ request: SampleItemsRequest, field: Int?) throws(CallFailure) -> SampleItemsResponse {
        try store.sample(request, field: field)
    }

    func train(_ request: TrainRequest) throws(CallFailure) -> Operation { try store.train(request) }

    func calibrations(ofGallery number: UInt32) -> [FieldCalibration?] { store.calibrations(ofGallery: number) }

    func beginImport(_ request: BeginImportRequest) throws(CallFailure) -> Operation {
        try store.beginImport(request)
    }

    func finishImport(_ request: FinishImportRequest) throws(CallFailure) -> Operation {
        try store.finishImport(request)
    }

    func operation(_ id: String) throws(CallFailure) -> Operation { try store.operation(id) }

    func cancelOperation(_ id: String) throws(CallFailure) -> Operation { try store.cancelOperation(id) }

    func listOperations(_ request: ListOperationsRequest) throws(CallFailure) -> ListOperationsResponse {
        try store.listOperations(request)
    }

    func watchOperation(_ request: WatchOperationRequest, completion: @escaping Completion<Operation>) {
        store.watchOperation(request, completion: completion)
    }

    func counts() -> StoreCounts { store.counts() }
}
