// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// A live item that is in no sealed segment, under gallery number and sequence number.
public struct LogRecord: Equatable, Sendable {
    /// The item's id.
    public var id: String = ""
    /// Its tags, folded.
    public var tags: [String] = []
    /// XXH3-64 of its similar ids.
    public var similarHashes: [UInt64] = []
    /// Its vectors; a field that is not here is missing.
    public var vectors: [VectorRecord] = []
    /// Its attributes as they are searched: of each two numbers, which attribute it is and its value.
    public var attributes: [UInt64] = []
    /// False in a record written before attributes were searched: they are read from the item then.
    public var hasAttributes: Bool = false

    public init(
        id: String = "",
        tags: [String] = [],
        similarHashes: [UInt64] = [],
        vectors: [VectorRecord] = [],
        attributes: [UInt64] = [],
        hasAttributes: Bool = false
    ) {
        self.id = id
        self.tags = tags
        self.similarHashes = similarHashes
        self.vectors = vectors
        self.attributes = attributes
        self.hasAttributes = hasAttributes
    }
}
