// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

/// The number of each method in a framed request. Each is also a gRPC method; its service and name stand beside it.
public enum Method: UInt16, Sendable, CaseIterable {
    /// Node/Ping
    case ping = 1
    /// Node/GetStatus
    case getStatus = 2
    /// Galleries/CreateGallery
    case createGallery = 16
    /// Galleries/DescribeGallery
    case describeGallery = 17
    /// Galleries/ListGalleries
    case listGalleries = 18
    /// Galleries/UpdateGallery
    case updateGallery = 19
    /// Galleries/DropGallery
    case dropGallery = 20
    /// Galleries/SetAlias
    case setAlias = 21
    /// Galleries/DeleteAlias
    case deleteAlias = 22
    /// Items/UpsertItems
    case upsertItems = 32
    /// Items/DeleteItems
    case deleteItems = 33
    /// Items/GetItems
    case getItems = 34
    /// Items/SampleItems
    case sampleItems = 35
    /// Items/UpsertStream
    case upsertStream = 36
    /// Items/ExportItems
    case exportItems = 37
    /// Guides/Search
    case search = 48
    /// Guides/SearchBatch
    case searchBatch = 49
    /// Guides/FindGuides
    case findGuides = 50
    /// Guides/EmbedTexts
    case embedTexts = 51
    /// Operations/BeginImport
    case beginImport = 64
    /// Operations/FinishImport
    case finishImport = 65
    /// Operations/GetOperation
    case getOperation = 66
    /// Operations/WatchOperation
    case watchOperation = 67
    /// Operations/CancelOperation
    case cancelOperation = 68
    /// Operations/ListOperations
    case listOperations = 69
    /// Operations/Train
    case train = 70
    /// Operations/FollowOperation
    case followOperation = 71
    /// Shard/OpenShard, between nodes
    case openShard = 256
    /// Shard/CountAllowed, between nodes
    case countAllowed = 257
    /// Shard/ScanShard, between nodes
    case scanShard = 258
    /// Shard/FetchRows, between nodes
    case fetchRows = 259
    /// Shard/FetchPayload, between nodes
    case fetchPayload = 260
    /// Shard/FetchItemVectors, between nodes
    case fetchItemVectors = 261
    /// Shard/FetchCodebook, between nodes
    case fetchCodebook = 262
    /// Shard/AddGallery, between nodes
    case addGallery = 263
    /// Shard/WriteItems, between nodes
    case writeItems = 264
    /// Shard/ListIds, between nodes
    case listIds = 265
    /// Shard/SampleRows, between nodes
    case sampleRows = 266
    /// Shard/PutCodebook, between nodes
    case putCodebook = 267
    /// Shard/AdoptIndex, between nodes
    case adoptIndex = 268
    /// Shard/CommitIndex, between nodes
    case commitIndex = 269
}
