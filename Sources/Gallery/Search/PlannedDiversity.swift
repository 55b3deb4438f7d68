public import Vocabulary

/// How a planned search makes its answers differ, every default filled in.
public struct PlannedDiversity: Equatable, Sendable {
    /// Choose by maximal marginal relevance.
    public var isMarginal: Bool
    /// Share of relevance against difference, 0...1.
    public var lambda: Float
    /// Answer items that list each other as similar.
    public var allowsSimilar: Bool
    /// Whose noise decides; nil: no noise.
    public var seed: UInt64?
    /// Size of the noise as a share of the pool's range of scores, 0...1.
    public var variety: Float

    /// What `stated` asks for; nil asks for nothing but that similar items are skipped.
    public init(_ stated: Diversity? = nil) {
        let stated = stated ?? Diversity()
        isMarginal = stated.mmr
        lambda = stated.lambda ?? 0.7
        allowsSimilar = stated.allowSimilar
        seed = stated.seed
        variety = stated.variety == 0 ? 0.1 : stated.variety
    }
}
