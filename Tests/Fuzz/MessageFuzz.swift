// libFuzzer's entry: no bytes may crash a decoder, and what it accepts must survive another trip.
import Ground
import Vocabulary
import Wire

/// The first byte of an input picks one of these, the rest is its message.
private let kinds: [any WireMessage.Type] = [
    // Made by Protos/generate: begin.
    Attribute.self,
    AttributeClause.self,
    BeginImportRequest.self,
    CallStatus.self,
    CallStatusDetail.self,
    CancelOperationRequest.self,
    CodesRecord.self,
    CreateGalleryRequest.self,
    DeleteAliasRequest.self,
    DeleteItemsRequest.self,
    DescribeGalleryRequest.self,
    DescribeGalleryResponse.self,
    Detection.self,
    Diversity.self,
    DropGalleryRequest.self,
    DropGalleryResponse.self,
    EmbedTextsRequest.self,
    EmbedTextsResponse.self,
    Empty.self,
    EncoderStatus.self,
    ErrorDetail.self,
    Explanation.self,
    ExportItemsRequest.self,
    FieldCalibration.self,
    FieldDescription.self,
    FieldExplanation.self,
    FieldIndex.self,
    FieldIndexRecord.self,
    FieldQuery.self,
    FieldScore.self,
    FieldSpec.self,
    FieldVector.self,
    FieldWeight.self,
    Filter.self,
    FindGuidesRequest.self,
    FindGuidesResponse.self,
    FinishImportRequest.self,
    FollowOperationRequest.self,
    Fusion.self,
    GalleryRecord.self,
    GallerySpec.self,
    GallerySummary.self,
    GenerationPlan.self,
    GetItemsRequest.self,
    GetItemsResponse.self,
    GetOperationRequest.self,
    GetStatusRequest.self,
    GetStatusResponse.self,
    HealthRequest.self,
    HealthResponse.self,
    Hit.self,
    IndexRecord.self,
    Item.self,
    ItemRecord.self,
    ItemWrite.self,
    ListGalleriesRequest.self,
    ListGalleriesResponse.self,
    ListOperationsRequest.self,
    ListOperationsResponse.self,
    LogRecord.self,
    Lora.self,
    Metadata.self,
    OperatingPoint.self,
    Operation.self,
    PingRequest.self,
    PingResponse.self,
    QueryVectors.self,
    ReadMask.self,
    RecallFigure.self,
    ReflectionError.self,
    ReflectionFiles.self,
    ReflectionRequest.self,
    ReflectionResponse.self,
    ReflectionService.self,
    ReflectionServices.self,
    Role.self,
    SampleItemsRequest.self,
    SampleItemsResponse.self,
    Scene.self,
    SceneTemplates.self,
    SearchBatchRequest.self,
    SearchBatchResponse.self,
    SearchRequest.self,
    SearchResponse.self,
    SearchResult.self,
    SearchTuning.self,
    SegmentRecord.self,
    SetAliasRequest.self,
    StageTimes.self,
    StoredItem.self,
    TagClause.self,
    TextReport.self,
    TrainRequest.self,
    UpdateGalleryRequest.self,
    UpsertItemsRequest.self,
    Vector.self,
    VectorRecord.self,
    WatchOperationRequest.self,
    WriteResponse.self,
    WriteResult.self,
    // Made by Protos/generate: end.
]

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeRawBufferPointer(start: start, count: count)
    guard let pick = input.first else { return 0 }
    let kind = kinds[Int(pick) % kinds.count]
    checkRoundTrip(as: kind, of: UnsafeRawBufferPointer(rebasing: input.dropFirst()))
    return 0
}

private func checkRoundTrip<Message: WireMessage>(as kind: Message.Type, of bytes: UnsafeRawBufferPointer) {
    guard let message = try? kind.init(wire: bytes) else { return }
    let first = ByteBuffer()
    message.write(to: first)
    guard let again = try? kind.init(wire: first.bytes) else { fatalError("what was written cannot be read") }
    let second = ByteBuffer()
    again.write(to: second)
    // Bytes are compared, not values: a NaN differs from itself.
    precondition(first.bytes.elementsEqual(second.bytes), "a message changed on its second trip")
}
