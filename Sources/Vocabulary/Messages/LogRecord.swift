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

    public init(
        id: String = "",
        tags: [String] = [],
        similarHashes: [UInt64] = [],
        vectors: [VectorRecord] = []
    ) {
        self.id = id
        self.tags = tags
        self.similarHashes = similarHashes
        self.vectors = vectors
    }
}
