public import Vocabulary

/// What a scan of some lists found.
public struct ProbeAnswer: Equatable, Sendable {
    /// The best first, with the scores of their codes; ties by id hash, then by ordinal.
    public var neighbors: [Neighbor]
    /// Codes in the probed lists, those of deleted and filtered rows counted; a row in two of the lists has two.
    public var plannedCount: Int

    public init(neighbors: [Neighbor], plannedCount: Int) {
        self.neighbors = neighbors
        self.plannedCount = plannedCount
    }
}
