// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

/// One way to search a field by its codes, and what it was measured to find.
public struct OperatingPoint: Equatable, Sendable {
    /// Lists probed at most.
    public var nprobe: UInt32 = 0
    /// Lists are probed that lie at most this much farther than the eight nearest do on average: as many as the query
    /// needs. Distances are half squared ones, or negated products where a field is compared by inner product.
    public var reach: Float = 0
    /// Candidates that are compared exactly when ten items are asked for, and as many times more as more are.
    public var candidateCount: UInt32 = 0
    /// Recall with held-out items. Absent: there was nothing to find.
    public var heldOut: RecallFigure?
    /// Recall with the queries that were given. Absent: none were.
    public var given: RecallFigure?
    /// Lists that were probed, on average.
    public var listCountMean: Float = 0
    /// Codes that were scanned, on average.
    public var codeCountMean: Float = 0
    /// Microseconds that a search is reckoned to take on one core, from bytes that it touches: for comparing points.
    public var costMicroseconds: Float = 0

    public init(
        nprobe: UInt32 = 0,
        reach: Float = 0,
        candidateCount: UInt32 = 0,
        heldOut: RecallFigure? = nil,
        given: RecallFigure? = nil,
        listCountMean: Float = 0,
        codeCountMean: Float = 0,
        costMicroseconds: Float = 0
    ) {
        self.nprobe = nprobe
        self.reach = reach
        self.candidateCount = candidateCount
        self.heldOut = heldOut
        self.given = given
        self.listCountMean = listCountMean
        self.codeCountMean = codeCountMean
        self.costMicroseconds = costMicroseconds
    }
}
