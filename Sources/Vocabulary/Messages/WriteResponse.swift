// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// How each write ended.
public struct WriteResponse: Equatable, Sendable {
    /// One per item, in the order of the request.
    public var results: [WriteResult] = []
    /// The gallery's sequence number after these writes; a read may ask to see at least this.
    public var sequence: UInt64 = 0
    /// Texts that were encoded.
    public var encodedCount: UInt64 = 0
    /// Texts that were cut at the encoder's token limit.
    public var truncatedCount: UInt64 = 0

    public init(
        results: [WriteResult] = [],
        sequence: UInt64 = 0,
        encodedCount: UInt64 = 0,
        truncatedCount: UInt64 = 0
    ) {
        self.results = results
        self.sequence = sequence
        self.encodedCount = encodedCount
        self.truncatedCount = truncatedCount
    }
}
