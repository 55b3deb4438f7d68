// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// At least one of these tags.
public struct TagClause: Equatable, Sendable {
    /// 1...64 tags, compared after Unicode case folding.
    public var `any`: [String] = []

    public init(
        any: [String] = []
    ) {
        self.any = `any`
    }
}
