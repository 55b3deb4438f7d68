// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// Which parts of an item a reply holds. All false: everything but vectors.
public struct ReadMask: Equatable, Sendable {
    /// Nothing but the id.
    public var idOnly: Bool = false
    /// The url.
    public var url: Bool = false
    /// The description.
    public var description: Bool = false
    /// The tags.
    public var tags: Bool = false
    /// The detections.
    public var detections: Bool = false
    /// Author id and name.
    public var author: Bool = false
    /// The similar ids.
    public var similarIds: Bool = false
    /// The attributes.
    public var attributes: Bool = false
    /// The vectors of all fields, as they are kept.
    public var vectors: Bool = false

    public init(
        idOnly: Bool = false,
        url: Bool = false,
        description: Bool = false,
        tags: Bool = false,
        detections: Bool = false,
        author: Bool = false,
        similarIds: Bool = false,
        attributes: Bool = false,
        vectors: Bool = false
    ) {
        self.idOnly = idOnly
        self.url = url
        self.description = description
        self.tags = tags
        self.detections = detections
        self.author = author
        self.similarIds = similarIds
        self.attributes = attributes
        self.vectors = vectors
    }
}
