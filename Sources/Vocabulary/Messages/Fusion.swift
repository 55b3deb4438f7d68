// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// How scores become one.
public struct Fusion: Equatable, Sendable {
    /// The way. Unspecified: the gallery's.
    public var kind: FusionKind?
    /// The constant of reciprocal rank fusion, >= 1. 0: 60.
    public var rrfConstant: Float = 0

    public init(
        kind: FusionKind? = nil,
        rrfConstant: Float = 0
    ) {
        self.kind = kind
        self.rrfConstant = rrfConstant
    }
}
