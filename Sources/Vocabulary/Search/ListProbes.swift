/// The lists of one codebook that a search looks into.
public struct ListProbes: Equatable, Sendable {
    /// Hash of the codebook, 16 bytes. A shard that has another one refuses the search.
    public var codebookHash: [UInt8]
    /// Numbers of the lists, nearest first, none twice.
    public var lists: [UInt32]
    /// Candidates of these lists that a search for ten items compares exactly, as it was measured; 0: as any search
    /// does. For the plan; shards are told how many in each round.
    public var candidateCount: Int

    public init(codebookHash: [UInt8], lists: [UInt32], candidateCount: Int = 0) {
        self.codebookHash = codebookHash
        self.lists = lists
        self.candidateCount = candidateCount
    }
}
