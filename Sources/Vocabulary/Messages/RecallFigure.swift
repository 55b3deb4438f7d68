// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

/// Recall against brute force, as it was measured.
public struct RecallFigure: Equatable, Sendable {
    /// Recall@10, 0...1: the mean share of the ten truly best items that were answered.
    public var recall: Float = 0
    /// Queries it was measured with.
    public var queryCount: UInt32 = 0
    /// Lists that were probed, at most.
    public var nprobe: UInt32 = 0
    /// Candidates that were compared exactly.
    public var candidateCount: UInt32 = 0
    /// Standard error of the mean. 0 in records written before it was kept.
    public var standardError: Float = 0

    public init(
        recall: Float = 0,
        queryCount: UInt32 = 0,
        nprobe: UInt32 = 0,
        candidateCount: UInt32 = 0,
        standardError: Float = 0
    ) {
        self.recall = recall
        self.queryCount = queryCount
        self.nprobe = nprobe
        self.candidateCount = candidateCount
        self.standardError = standardError
    }
}
