// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Guide images.
public struct FindGuidesResponse: Equatable, Sendable {
    /// Best first; each a distinct image.
    public var guides: [Hit] = []
    /// What to do with them.
    public var plan: GenerationPlan?
    /// Share of the planned live items that were looked at, 0...1.
    public var coverage: Float = 0
    /// The gallery's sequence number that this search saw.
    public var sequence: UInt64 = 0
    /// Why there are fewer guides than asked for.
    public var shortReason: ShortReason?
    /// One per text that was encoded.
    public var texts: [TextReport] = []
    /// What was done. Absent unless `explain`.
    public var explanation: Explanation?

    public init(
        guides: [Hit] = [],
        plan: GenerationPlan? = nil,
        coverage: Float = 0,
        sequence: UInt64 = 0,
        shortReason: ShortReason? = nil,
        texts: [TextReport] = [],
        explanation: Explanation? = nil
    ) {
        self.guides = guides
        self.plan = plan
        self.coverage = coverage
        self.sequence = sequence
        self.shortReason = shortReason
        self.texts = texts
        self.explanation = explanation
    }
}
