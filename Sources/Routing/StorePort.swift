public import Vocabulary

/// What a shard's store does about galleries, items and operations: everything but searching, which is `ShardPort`.
///
/// Calls that return a value may read the disk: make them on a worker thread. Those with a completion return at once;
/// the completion runs on a thread of the store and must be short.
///
/// Requests arrive checked: names, limits and vectors are the caller's duty (see `Gallery`); whether a gallery, an item
/// or an operation exists, and in which version, is the store's.
public protocol StorePort: Sendable {
    typealias Completion<Value> = @Sendable (Result<Value, CallFailure>) -> Void

    /// Makes an empty gallery from a complete declaration, durably.
    func createGallery(_ spec: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse
    /// The gallery of that name or alias.
    func describeGallery(_ name: String) throws(CallFailure) -> DescribeGalleryResponse
    /// The galleries of `tenant`, all when it is empty, by name.
    func listGalleries(tenant: String) throws(CallFailure) -> ListGalleriesResponse
    /// Replaces templates, fusion and weights of a gallery, durably. The fields of `spec` are those it had.
    func updateGallery(_ name: String, to spec: GallerySpec) throws(CallFailure) -> DescribeGalleryResponse
    /// Removes a gallery, its items and aliases, durably. An alias is refused.
    func dropGallery(_ name: String) throws(CallFailure) -> DropGalleryResponse
    /// Points an alias to a gallery, durably.
    func setAlias(_ alias: String, to gallery: String) throws(CallFailure)
    /// Removes an alias, durably.
    func deleteAlias(_ alias: String) throws(CallFailure)

    /// Number and declaration of the gallery of that name or alias. Touches memory only.
    func record(of gallery: String) throws(CallFailure) -> GalleryRecord
    /// Writes items; acknowledged when they are on disk and in the next search.
    func upsert(
        _ writes: [PreparedWrite], into gallery: String, step: ImportStep?,
        completion: @escaping Completion<WriteResponse>)
    /// Deletes items; acknowledged when that is on disk and in the next search.
    func delete(_ request: DeleteItemsRequest, completion: @escaping Completion<WriteResponse>)
    /// Items by id, one per id in order; those that are not there have version 0.
    func items(_ request: GetItemsRequest) throws(CallFailure) -> GetItemsResponse

    /// Ids of items in the order of their bytes, from the first one behind `id`; none behind the last one.
    func ids(of gallery: String, after id: String, countMax: Int) throws(CallFailure) -> [String]

    /// Draws items at random, those first whose ids' hashes have the least hash by the request's seed.
    ///
    /// - Parameter field: place of the field that each must have; nil for any.
    func sample(_ request: SampleItemsRequest, field: Int?) throws(CallFailure) -> SampleItemsResponse

    /// Starts to train codebooks for a gallery and returns; the operation tells how it goes on. Checked here, as what
    /// is allowed depends on how many items there are.
    ///
    /// - Throws: `INVALID_ARGUMENT`; `FAILED_PRECONDITION` `training_running` while another training of the gallery
    ///   runs.
    func train(_ request: TrainRequest) throws(CallFailure) -> Operation
    /// The calibration of each field of a gallery, nil where none was measured; empty when there is no such gallery.
    /// Touches memory only.
    func calibrations(ofGallery number: UInt32) -> [FieldCalibration?]

    func beginImport(_ request: BeginImportRequest) throws(CallFailure) -> Operation
    func finishImport(_ request: FinishImportRequest) throws(CallFailure) -> Operation
    func operation(_ id: String) throws(CallFailure) -> Operation
    func cancelOperation(_ id: String) throws(CallFailure) -> Operation
    func listOperations(_ request: ListOperationsRequest) throws(CallFailure) -> ListOperationsResponse
    /// The operation once its revision is larger than asked for, or as it stands when the time is over.
    func watchOperation(_ request: WatchOperationRequest, completion: @escaping Completion<Operation>)

    /// What the store holds.
    func counts() -> StoreCounts

    /// The store for a call of that trace, which goes with whatever is asked of others.
    func traced(_ trace: TraceContext?) -> any StorePort
}

extension StorePort {
    /// The store itself: it asks nobody.
    public func traced(_ trace: TraceContext?) -> any StorePort { self }
}
