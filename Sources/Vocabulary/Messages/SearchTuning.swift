// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// How hard to look. Exact fields ignore it, `oversampling` excepted.
public struct SearchTuning: Equatable, Sendable {
    /// Coarse clusters to scan per field, whatever recall is asked for. 0: as the recall takes.
    public var nprobe: UInt32 = 0
    /// Candidates per field, as a multiple of the limit, 1...1,000, at least 100 of them. 0: as the recall takes where
    /// one field alone is searched, neither for difference nor by seed; else that, but not below 4.
    public var oversampling: Float = 0
    /// Compare with every allowed item, whatever codes there are.
    public var exact: Bool = false
    /// Recall@10 to look for, 0...1: each field is searched in the cheapest way that was measured to reach it, or in
    /// the one that comes nearest. 0: the gallery's target.
    public var targetRecall: Float = 0

    public init(
        nprobe: UInt32 = 0,
        oversampling: Float = 0,
        exact: Bool = false,
        targetRecall: Float = 0
    ) {
        self.nprobe = nprobe
        self.oversampling = oversampling
        self.exact = exact
        self.targetRecall = targetRecall
    }
}
