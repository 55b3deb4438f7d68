// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// The best items.
public struct SearchResponse: Equatable, Sendable {
    /// Best first.
    public var hits: [Hit] = []
    /// Share of the planned live items that were looked at, 0...1.
    public var coverage: Float = 0
    /// The gallery's sequence number that this search saw.
    public var sequence: UInt64 = 0
    /// Why there are fewer hits than asked for.
    public var shortReason: ShortReason?
    /// One per text that was encoded.
    public var texts: [TextReport] = []
    /// Codebook per searched field, in declared order; empty ones are exact.
    public var codebookHashes: [[UInt8]] = []
    /// What was done. Absent unless `explain`.
    public var explanation: Explanation?

    public init(
        hits: [Hit] = [],
        coverage: Float = 0,
        sequence: UInt64 = 0,
        shortReason: ShortReason? = nil,
        texts: [TextReport] = [],
        codebookHashes: [[UInt8]] = [],
        explanation: Explanation? = nil
    ) {
        self.hits = hits
        self.coverage = coverage
        self.sequence = sequence
        self.shortReason = shortReason
        self.texts = texts
        self.codebookHashes = codebookHashes
        self.explanation = explanation
    }
}
