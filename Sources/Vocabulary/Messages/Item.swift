// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// An image with what is known of it.
public struct Item: Equatable, Sendable {
    /// 1...128 bytes, no NUL; decimal ids are strings too.
    public var id: String = ""
    /// Where the image is, at most 8,192 bytes.
    public var url: String = ""
    /// What it shows, at most 64 KiB.
    public var description: String = ""
    /// Keywords, at most 1,024 of at most 256 bytes.
    public var tags: [String] = []
    /// What detectors saw, at most 1,024.
    public var detections: [Detection] = []
    /// Id of the author. Empty: unknown.
    public var authorId: String = ""
    /// Name of the author. Empty: unknown.
    public var authorName: String = ""
    /// Ids of items that look alike, at most 1,024; they need not exist.
    public var similarIds: [String] = []
    /// Typed properties, at most 256.
    public var attributes: [Attribute] = []

    public init(
        id: String = "",
        url: String = "",
        description: String = "",
        tags: [String] = [],
        detections: [Detection] = [],
        authorId: String = "",
        authorName: String = "",
        similarIds: [String] = [],
        attributes: [Attribute] = []
    ) {
        self.id = id
        self.url = url
        self.description = description
        self.tags = tags
        self.detections = detections
        self.authorId = authorId
        self.authorName = authorName
        self.similarIds = similarIds
        self.attributes = attributes
    }
}
