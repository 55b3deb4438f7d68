// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// How the answered items differ from each other.
public struct Diversity: Equatable, Sendable {
    /// Choose by maximal marginal relevance.
    public var mmr: Bool = false
    /// Share of relevance against difference, 0...1. Absent: 0.7.
    public var lambda: Float?
    /// Answer items that list each other as similar. Default: the later one is skipped.
    public var allowSimilar: Bool = false
    /// Another seed gives another good choice. Absent: no noise.
    public var seed: UInt64?
    /// Size of the seed's noise as a share of the scores' range, 0...1. 0: 0.1.
    public var variety: Float = 0

    public init(
        mmr: Bool = false,
        lambda: Float? = nil,
        allowSimilar: Bool = false,
        seed: UInt64? = nil,
        variety: Float = 0
    ) {
        self.mmr = mmr
        self.lambda = lambda
        self.allowSimilar = allowSimilar
        self.seed = seed
        self.variety = variety
    }
}
