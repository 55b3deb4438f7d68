// Made from the services of Protos by `make protos`; change Protos/generate, not this file.

extension Method {
    /// The path that names the method over HTTP/2.
    public var path: String {
        switch self {
        case .ping: "/tessera.v1.Node/Ping"
        case .getStatus: "/tessera.v1.Node/GetStatus"
        case .createGallery: "/tessera.v1.Galleries/CreateGallery"
        case .describeGallery: "/tessera.v1.Galleries/DescribeGallery"
        case .listGalleries: "/tessera.v1.Galleries/ListGalleries"
        case .updateGallery: "/tessera.v1.Galleries/UpdateGallery"
        case .dropGallery: "/tessera.v1.Galleries/DropGallery"
        case .setAlias: "/tessera.v1.Galleries/SetAlias"
        case .deleteAlias: "/tessera.v1.Galleries/DeleteAlias"
        case .upsertItems: "/tessera.v1.Items/UpsertItems"
        case .deleteItems: "/tessera.v1.Items/DeleteItems"
        case .getItems: "/tessera.v1.Items/GetItems"
        case .sampleItems: "/tessera.v1.Items/SampleItems"
        case .upsertStream: "/tessera.v1.Items/UpsertStream"
        case .exportItems: "/tessera.v1.Items/ExportItems"
        case .search: "/tessera.v1.Guides/Search"
        case .searchBatch: "/tessera.v1.Guides/SearchBatch"
        case .findGuides: "/tessera.v1.Guides/FindGuides"
        case .embedTexts: "/tessera.v1.Guides/EmbedTexts"
        case .beginImport: "/tessera.v1.Operations/BeginImport"
        case .finishImport: "/tessera.v1.Operations/FinishImport"
        case .getOperation: "/tessera.v1.Operations/GetOperation"
        case .watchOperation: "/tessera.v1.Operations/WatchOperation"
        case .cancelOperation: "/tessera.v1.Operations/CancelOperation"
        case .listOperations: "/tessera.v1.Operations/ListOperations"
        case .train: "/tessera.v1.Operations/Train"
        case .followOperation: "/tessera.v1.Operations/FollowOperation"
        }
    }
}
