// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// How hard to look. Exact fields ignore it, `oversampling` excepted.
public struct SearchTuning: Equatable, Sendable {
    /// Coarse clusters to scan per field. 0: the gallery's choice.
    public var nprobe: UInt32 = 0
    /// Candidates per field, as a multiple of the limit, 1...1,000. 0: 4.
    public var oversampling: Float = 0
    /// Compare with every allowed item, whatever codes there are.
    public var exact: Bool = false

    public init(
        nprobe: UInt32 = 0,
        oversampling: Float = 0,
        exact: Bool = false
    ) {
        self.nprobe = nprobe
        self.oversampling = oversampling
        self.exact = exact
    }
}
