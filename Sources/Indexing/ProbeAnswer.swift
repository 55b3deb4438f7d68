public import Vocabulary

/// What a scan of some lists found.
public struct ProbeAnswer: Equatable, Sendable {
    /// The best first, with the scores of their codes; ties by id hash, then by ordinal.
    public var neighbors: [Neighbor]
    /// Codes in the probed lists, those of filtered rows counted, and of deleted ones when there is no filter; a row in
    /// two of the lists has two.
    public var plannedCount: Int
    /// Those of them that the filter allows; all of them when there is none.
    public var matchedCount: Int

    public init(neighbors: [Neighbor], plannedCount: Int, matchedCount: Int) {
        self.neighbors = neighbors
        self.plannedCount = plannedCount
        self.matchedCount = matchedCount
    }
}
